/** Mini programs cannot read an endless answer on every platform: the page asks again instead. */
export const POLL_MS: number | false = 8_000

export function watch(_path: string, _onEvent: () => void): () => void {
  return () => undefined
}
