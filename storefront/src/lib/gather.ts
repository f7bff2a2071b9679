interface Options<V> {
  /** Keys in one question. */
  most: number
  /** So long others may join. */
  waitMs: number
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>
}

/** Turns many questions for one thing each into few questions for many. */
export function gather<V>({ most, waitMs, load }: Options<V>): (key: string) => Promise<V | undefined> {
  let waiting: { keys: Set<string>; found: Promise<ReadonlyMap<string, V>> } | undefined
  const open = () => {
    const keys = new Set<string>()
    const found = new Promise<void>((resolve) => setTimeout(resolve, waitMs)).then(() => {
      if (waiting?.keys === keys) waiting = undefined
      return load([...keys])
    })
    return { keys, found }
  }
  return async (key) => {
    waiting ??= open()
    const { keys, found } = waiting
    keys.add(key)
    if (keys.size >= most) waiting = undefined
    return (await found).get(key)
  }
}
