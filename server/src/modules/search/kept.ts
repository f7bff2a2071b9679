import { setTimeout as sleep } from 'node:timers/promises'

/** Changes are gathered for so long before the value is read anew; longer where reading takes long. */
const gatherMs = 1500
const restPerReading = 20
/** How often to look whether another process has changed something. */
const lookMs = 5000

/** A value that is dear to read, kept until something changes and then replaced as a whole, apart from requests. */
export interface Kept<V> {
  current: () => Promise<V>
  touch: () => void
  renew: () => Promise<void>
  close: () => Promise<void>
}

interface Source<V> {
  read: () => Promise<V>
  /** Differs when the value would. */
  mark: () => Promise<string>
  onError: (error: unknown) => void
}

/** One reading at a time; while it runs, and when it fails, the old value serves. */
export function keep<V>(source: Source<V>): Kept<V> {
  const stopping = new AbortController()
  let kept: { value: V; mark: string } | undefined
  let reading: Promise<V> | undefined
  let gathering: Promise<void> | undefined
  let [lookedAt, tookMs] = [0, 0]

  const read = async (): Promise<V> => {
    const [mark, startedAt] = [await source.mark(), performance.now()]
    const value = await source.read()
    kept = { value, mark }
    lookedAt = performance.now()
    tookMs = lookedAt - startedAt
    return value
  }
  const renewed = (): Promise<V> =>
    (reading ??= read().finally(() => {
      reading = undefined
    }))
  const gather = async (): Promise<void> => {
    await sleep(Math.max(gatherMs, tookMs * restPerReading), undefined, { signal: stopping.signal, ref: false })
    gathering = undefined // what is touched from here on is a change that this reading may miss
    await renewed()
  }
  const touch = (): void => {
    if (stopping.signal.aborted) return
    gathering ??= gather().catch((error: unknown) => {
      gathering = undefined
      if (!stopping.signal.aborted) source.onError(error)
    })
  }
  return {
    touch,
    current: async () => {
      if (!kept) return renewed()
      if (performance.now() - lookedAt >= lookMs) {
        lookedAt = performance.now()
        if ((await source.mark()) !== kept.mark) touch()
      }
      return kept.value
    },
    renew: async () => {
      await reading?.catch(() => undefined) // one that began before the change does not count
      await renewed()
    },
    close: async () => {
      stopping.abort()
      await Promise.allSettled([gathering, reading]) // whoever asked for it was told
    },
  }
}
