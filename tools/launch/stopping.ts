import { whenOrphaned } from './process.mjs'

/**
 * Resolves at the first request to stop: Ctrl-C, SIGTERM, a closed terminal, or the end of the program that started us.
 * Further requests change nothing; stopping has its own time limits.
 */
export function stopRequest(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal))
    whenOrphaned(() => resolve('orphaned'))
  })
}
