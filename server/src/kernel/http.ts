import type { Readable } from 'node:stream'
import type { $ZodType, input } from 'zod/v4/core'
import type { Any, In, Operation } from './contract.ts'
import { AppError } from './errors.ts'
import type { Lang } from './messages.ts'

export type Guest = { kind: 'guest' }
export type ShopperActor = { kind: 'shopper'; id: string; sessionId: string }
export type StaffActor = {
  kind: 'staff'
  id: string
  name: string
  sessionId: string
  shopId: string
  role: string
  permissions: readonly string[]
  /** Works for the platform, not only for a shop. Absent: does not. */
  platform?: boolean
}
export type Actor = Guest | ShopperActor | StaffActor

/** Who asks, and from where. */
export interface Caller {
  actor: Actor
  requestId: string
  ip: string
  lang: Lang
  userAgent: string
  /** Which storefront the client says it is: `h5`, `weapp` …; never proof of anything. */
  channel: string | null
  /** What the client calls its device, the same each time; never proof of anything. */
  device: string | null
  /** What a passed challenge gave (`challenge_needed`). */
  pass: string | null
}

export interface UploadedFile {
  /** Name of the form field. */
  field: string
  /** As the client called it: never a path, never to be trusted. */
  name: string
  bytes: Buffer
}

/** What an operation with `raw: true` and a webhook answer. A stream of `text/event-stream` is ended when the server stops. */
export interface RawReply {
  status?: number
  headers?: Record<string, string>
  body: string | Buffer | Readable
}

const readyMark = Symbol('ready JSON')

/** A reply that is written as JSON already; what names exactly this content lets a client keep it. */
export interface ReadyJson {
  [readyMark]: true
  json: string | Buffer
  etag: string
}

/** Answers an operation that is not `raw` with JSON kept from before: nothing is shaped or written anew. `etag` with its quotes. */
export function ready(json: string | Buffer, etag: string): ReadyJson {
  return { [readyMark]: true, json, etag }
}

export function isReady(value: unknown): value is ReadyJson {
  return typeof value === 'object' && value !== null && readyMark in value
}

export interface OperationRoute {
  operation: Operation
  handle: (caller: Caller, input: Any) => Promise<unknown>
}

export interface WebhookRequest {
  headers: Record<string, string | undefined>
  /** The body as it came: signatures are over these bytes. */
  rawBody: Buffer
  query: Record<string, string>
  params: Record<string, string>
  ip: string
}

export interface Webhook {
  method: 'GET' | 'POST'
  /** Below `/api/hooks`. */
  path: string
  maxBodyBytes?: number
  handle: (request: WebhookRequest) => Promise<RawReply>
}

export type Route = OperationRoute | { webhook: Webhook }

/** Binds an operation to the function that performs it. A handler translates; it decides nothing. */
export function route<P extends $ZodType | undefined, Q extends $ZodType | undefined, B extends $ZodType | undefined, R extends $ZodType>(
  operation: Operation<P, Q, B, R>,
  handle: (
    caller: Caller,
    input: { params: In<P>; query: In<Q>; body: In<B>; files: UploadedFile[] },
  ) => Promise<input<R> | RawReply | ReadyJson>,
): OperationRoute {
  return { operation, handle }
}

/** A door for somebody else's server: no session, no schema, the bytes as they came. */
export function webhook(hook: Webhook): Route {
  return { webhook: hook }
}

/** The signed-in shopper's id. */
export function shopperOf(caller: Caller): string {
  if (caller.actor.kind !== 'shopper') throw new AppError('unauthenticated', 'sign_in_required')
  return caller.actor.id
}

export function staffOf(caller: Caller): StaffActor {
  if (caller.actor.kind !== 'staff') throw new AppError('unauthenticated', 'sign_in_required')
  return caller.actor
}
