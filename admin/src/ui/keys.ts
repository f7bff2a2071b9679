/** The object with these keys alone. */
export function pick<T extends object, K extends keyof T>(whole: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, whole[key]])) as Pick<T, K> // fromEntries forgets the keys
}

/** The object without these keys. */
export function without<T extends object, K extends keyof T & string>(whole: T, keys: readonly K[]): Omit<T, K> {
  const left: readonly string[] = keys
  return Object.fromEntries(Object.entries(whole).filter(([key]) => !left.includes(key))) as Omit<T, K> // as above
}
