// Types are bounded by zod's core on purpose: bounding them by `z.ZodType` makes `tsc` several times slower.
import type { $ZodType, input, output } from 'zod/v4/core'
import type { Guarded } from './guard.ts'

/** What a list of operations, calls, events or tables of several modules holds: each item is typed where it is declared and where it is used. */
// oxlint-disable-next-line typescript/no-explicit-any -- variance: no other type accepts them all
export type Any = any

/**
 * Who may call an operation.
 * `public`: anybody (the caller may still be a shopper or staff). `shopper`: a signed-in shopper.
 * `staff`: any signed-in staff member. `staff:x.y`: a staff member whose role holds that permission.
 */
export type Access = 'public' | 'shopper' | 'staff' | `staff:${string}`

type Shape = $ZodType | undefined
export type In<S extends Shape> = S extends $ZodType ? output<S> : undefined

/** One HTTP operation. The route, the OpenAPI document, the typed client and the access test all come from it. */
export interface Operation<P extends Shape = Any, Q extends Shape = Any, B extends Shape = Any, R extends $ZodType = Any> {
  /** Unique over all faces: verb + noun. */
  id: string
  face: 'shop' | 'admin' | 'open'
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/api/<face>`, with `:name` parameters. */
  path: string
  /** One line for the API document. */
  summary?: string
  access: Access
  /** Of the whole mall, not of one shop: only for staff of the platform, who must also hold the permission. */
  platform?: true
  params?: P
  query?: Q
  body?: B
  /** The body is `multipart/form-data`: its files reach the handler as `files`. `body` then describes the other fields. */
  upload?: { maxFiles: number; maxBytes: number }
  reply: R
  /** Every `AppError` code that a caller may act on, beyond those of the kernel. */
  errors?: readonly string[]
  /** Whether a call with this body changes anything; when absent it does. What changes nothing (a dry run) is no write of the audit log. */
  changes?: (body: Any) => boolean
  /** `bytes`: the handler answers a `RawReply` (a file, ready JSON bytes, or a stream) and `reply` documents it. */
  raw?: boolean
  /** Greatest body in bytes; 256 KiB when absent. */
  maxBodyBytes?: number
  /** How often one caller (person, else address) may call it. */
  limit?: { times: number; seconds: number }
  /** What of a call with this body whoever watches for abuse is to know; it may refuse it. Staff are not watched. */
  guard?: (body: Any) => Guarded
}

export function operation<
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
  R extends $ZodType = $ZodType,
>(definition: Operation<P, Q, B, R>): Operation<P, Q, B, R> & { params: P; query: Q; body: B } {
  return definition as Operation<P, Q, B, R> & { params: P; query: Q; body: B } // a part that is absent has the type `undefined`
}

/** One call another module may make: plain JSON in, plain JSON out, so it can cross a process boundary. */
export interface Call<I extends $ZodType = Any, R extends $ZodType = Any> {
  input: I
  reply: R
}
export type Calls = Record<string, Call>

/** A place where modules above plug into one below: the one below knows these calls, and none of those who answer them. */
export interface Slot<C extends Calls = Any> {
  name: string
  calls: C
}
export const slot = <C extends Calls>(name: string, calls: C): Slot<C> => ({ name, calls })

/** The interface a set of calls describes; an in-process module and a remote proxy both satisfy it. */
export type Interface<C extends Calls> = {
  [K in keyof C]: (value: input<C[K]['input']>) => Promise<output<C[K]['reply']>>
}

export function call<I extends $ZodType, R extends $ZodType>(input: I, reply: R): Call<I, R> {
  return { input, reply }
}

/** A fact that has happened. Named in the past tense; carries ids and values, never entities. */
export interface EventType<P extends $ZodType = Any> {
  name: string
  payload: P
  /** Events with the same aggregate key reach a handler in the order they were written. */
  aggregate: (payload: Any) => string
}

export function event<P extends $ZodType>(name: string, payload: P, aggregate: (payload: output<P>) => string): EventType<P> {
  return { name, payload, aggregate }
}
