import { randomBytes } from 'node:crypto'
import { ok, type Outcome, unknown } from '../outcome.ts'
import { isAnswerSigned, type Keys, signedHeaders } from './signature.ts'

export interface FapiaoOptions extends Keys {
  /** Of the provider, or a simulator. */
  baseUrl: string
  now: () => Date
  timeoutMs?: number
}

export interface SignedAnswer {
  status: number
  body: Buffer
}

const greatestFileBytes = 5_000_000

/** One signed call. An answer that is not signed for this very request is as good as none. */
export async function ask(
  options: FapiaoOptions,
  call: { method: 'GET' | 'POST'; path: string; body?: unknown },
): Promise<Outcome<SignedAnswer>> {
  const url = options.baseUrl.replace(/\/$/, '') + call.path
  const { pathname, search } = new URL(url)
  const body = call.body === undefined ? '' : JSON.stringify(call.body)
  const nonce = randomBytes(16).toString('hex')
  const headers = signedHeaders(options, { method: call.method, target: pathname + search, body, at: options.now(), nonce })
  try {
    const response = await fetch(url, {
      method: call.method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body }),
      redirect: 'error',
      signal: AbortSignal.timeout(options.timeoutMs ?? 8000),
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    if (bytes.length > greatestFileBytes) return unknown('the answer is too large')
    if (!isAnswerSigned(options, { status: response.status, headers: response.headers, body: bytes, nonce, now: options.now() }))
      return unknown(`answer ${response.status} is not signed`)
    return ok({ status: response.status, body: bytes })
  } catch (fault) {
    return unknown(`network: ${fault instanceof Error ? fault.message : String(fault)}`)
  }
}
