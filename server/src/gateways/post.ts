import { ok, type Outcome, unknown } from './outcome.ts'

export interface PostAnswer {
  status: number
  body: unknown
}

/** One HTTP call with a limit on its time. Any failure to get a whole answer is `unknown`; a body that is no JSON arrives as undefined. */
export async function request(
  url: string,
  init: { method: 'GET' | 'POST'; headers?: Record<string, string>; body?: string; timeoutMs: number },
): Promise<Outcome<PostAnswer>> {
  const { timeoutMs, ...rest } = init
  try {
    const response = await fetch(url, { ...rest, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
    const text = await response.text()
    return ok({ status: response.status, body: parsed(text) })
  } catch (fault) {
    return unknown(`network: ${fault instanceof Error ? fault.message : String(fault)}`)
  }
}

/** Some platforms call JSON text/plain, so the type of the answer is not asked. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
