import type { z } from 'zod'
import { ok, type Outcome, refused, unknown } from '../outcome.ts'
import type { PlatformKeys } from './platform-keys.ts'
import { authorization, isFresh, signatureHeaders, type Signer, verifies } from './signature.ts'
import { Failure } from './wire.ts'

export interface WireOptions {
  /** Without a trailing slash; a path in it is part of what is signed. */
  baseUrl: string
  signer: Signer
  timeoutMs: number
  userAgent: string
}

export interface WireRequest {
  method: 'GET' | 'POST'
  pathAndQuery: string
  body?: unknown
  /** The platform's key that fields of the body are sealed with; else the one the answer shall be signed by. */
  keyId?: string
}

export interface WireAnswer {
  status: number
  headers: Record<string, string>
  rawBody: Buffer
}

/** Sends one signed request. Nothing is believed yet: the answer is not verified here. */
export async function send(wire: WireOptions, request: WireRequest, keyId: string | undefined): Promise<Outcome<WireAnswer>> {
  const body = request.body === undefined ? '' : JSON.stringify(request.body)
  const url = new URL(wire.baseUrl + request.pathAndQuery)
  try {
    const response = await fetch(url, {
      method: request.method,
      redirect: 'error',
      signal: AbortSignal.timeout(wire.timeoutMs),
      headers: {
        accept: 'application/json',
        'user-agent': wire.userAgent,
        authorization: authorization(wire.signer, { method: request.method, pathAndQuery: url.pathname + url.search, body }),
        ...(body && { 'content-type': 'application/json' }),
        ...(keyId && { 'wechatpay-serial': keyId }),
      },
      ...(body && { body }),
    })
    return ok({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      rawBody: Buffer.from(await response.arrayBuffer()),
    })
  } catch (fault) {
    // Refused connections, resets and timeouts alike: we cannot know how far the request came.
    return unknown(`network: ${reasonOf(fault)}`)
  }
}

/**
 * One call: signed, answered, verified, read. `schema` absent stands for an answer without a body (204).
 * A good answer that is not signed by the platform, or too old, is `unknown`, never `ok`.
 */
export async function call<T>(wire: WireOptions, keys: PlatformKeys, request: WireRequest & { schema: z.ZodType<T> }): Promise<Outcome<T>> {
  const sent = await send(wire, request, request.keyId ?? keys.preferredId)
  if (sent.result !== 'ok') return sent
  const answer = sent.value
  const distrust = await whyDistrust(answer, keys, wire.signer.now())
  const signedOrError = answer.status >= 400 && !signatureHeaders(answer.headers)
  if (distrust && !signedOrError) return unknown(`answer ${answer.status} is not to be trusted: ${distrust}`)
  return answer.status >= 200 && answer.status < 300 ? read(answer, request.schema) : failed(answer)
}

async function whyDistrust(answer: WireAnswer, keys: PlatformKeys, now: Date): Promise<string | undefined> {
  const headers = signatureHeaders(answer.headers)
  if (!headers) return 'unsigned'
  if (!isFresh(headers.timestamp, now)) return `timestamp ${headers.timestamp}`
  const key = await keys.find(headers.serial)
  if (!key) return `unknown key ${headers.serial}`
  return verifies(headers, answer.rawBody, key) ? undefined : 'bad signature'
}

function read<T>(answer: WireAnswer, schema: z.ZodType<T>): Outcome<T> {
  const parsed = schema.safeParse(jsonOf(answer.rawBody))
  return parsed.success ? ok(parsed.data) : unknown(`unreadable answer: ${parsed.error.message}`)
}

/** 5xx says that the platform does not know itself; only a 4xx with a code is a clear no. */
function failed(answer: WireAnswer): Outcome<never> {
  const failure = Failure.safeParse(jsonOf(answer.rawBody))
  const code = failure.success ? failure.data.code : `HTTP_${answer.status}`
  if (answer.status >= 500 || code === 'SYSTEM_ERROR' || !failure.success) return unknown(`${answer.status} ${code}`)
  return refused(code, failure.data.message, answer.status === 429 || waitCodes.has(code) ? 'later' : 'never')
}

/** Refusals that time cures: too often, or the merchant's balance is short until tomorrow's takings. */
const waitCodes = new Set(['FREQUENCY_LIMITED', 'RATELIMIT_EXCEEDED', 'NOT_ENOUGH', 'BIZERR_NEED_RETRY'])

export function jsonOf(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault)
  return fault.cause instanceof Error ? `${fault.message} (${fault.cause.message})` : fault.message
}
