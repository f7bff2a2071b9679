/** A nickname of which only the ends are left: 小***友. */
export function maskedName(nickname: string): string {
  const letters = [...nickname]
  const [first = '', last = ''] = [letters[0], letters.at(-1)]
  return letters.length < 2 ? '***' : letters.length === 2 ? `${first}***` : `${first}***${last}`
}
