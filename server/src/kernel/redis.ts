import { createHash } from 'node:crypto'
import { Redis as Client } from 'ioredis'
import type { Log } from './log.ts'

/** A script that Redis runs at once and alone, known by its hash. */
export interface Script {
  text: string
  sha: string
}

/**
 * Memory that several processes share and any of them may find empty or out of reach: what is in it makes things quick, and is never the only
 * place where something is known. Every call fails at once when it cannot be reached.
 */
export interface Redis {
  run: (script: Script, key: string, args: readonly (string | number)[]) => Promise<unknown>
  /** Until it can be asked, or for so long in vain. */
  ready: (patienceMs: number) => Promise<void>
  close: () => void
}

export const script = (text: string): Script => ({ text, sha: createHash('sha1').update(text).digest('hex') })

const ANSWER_MS = 500

export function openRedis(url: string, log: Log): Redis {
  const client = new Client(url, {
    // What one turn of the event loop asks goes out together.
    enableAutoPipelining: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: ANSWER_MS,
    connectTimeout: 2000,
    retryStrategy: (tries) => Math.min(50 * tries, 1000),
  })
  let complained = false
  client.on('error', (error: Error) => {
    if (!complained) log.warn({ err: error }, 'Redis cannot be reached')
    complained = true
  })
  client.on('ready', () => {
    complained = false
  })
  return {
    run: async ({ sha, text }, key, args) => {
      try {
        return await client.evalsha(sha, 1, key, ...args)
      } catch (error) {
        // It was started anew, or emptied of its scripts.
        if (error instanceof Error && error.message.startsWith('NOSCRIPT')) return client.eval(text, 1, key, ...args)
        throw error
      }
    },
    ready: (patienceMs) =>
      new Promise((resolve) => {
        if (client.status === 'ready') return resolve()
        const timer = setTimeout(resolve, patienceMs)
        client.once('ready', () => {
          clearTimeout(timer)
          resolve()
        })
      }),
    close: () => client.disconnect(),
  }
}
