import { ApiError } from './harness.ts'

/** What became of an attempt: `ok`, or the code it was refused with. */
export async function codeOf(run: Promise<unknown>): Promise<string> {
  try {
    await run
    return 'ok'
  } catch (error) {
    return error instanceof ApiError ? error.code : String(error)
  }
}

/** The same of many at once. */
export const codesOf = (results: readonly PromiseSettledResult<unknown>[]): string[] =>
  results.map((one) => (one.status === 'fulfilled' ? 'ok' : one.reason instanceof ApiError ? one.reason.code : String(one.reason)))
