import type { HttpAnswer, NotifyEvent, NotifyRejection, ParsedNotify } from '../payment-channel.ts'
import type { PlatformKeys } from './platform-keys.ts'
import { paymentOf, refundOf } from './map.ts'
import { isFresh, signatureHeaders, unseal, verifies } from './signature.ts'
import { NotifiedRefund, Notification, Transaction } from './wire.ts'

/** What the platform wants to hear: taken, or to be sent again. */
export const acknowledge = (taken: boolean): HttpAnswer =>
  taken
    ? { status: 200, headers: { 'content-type': 'application/json' }, body: '{"code":"SUCCESS","message":"OK"}' }
    : { status: 500, headers: { 'content-type': 'application/json' }, body: '{"code":"FAIL","message":"not taken"}' }

export interface NotifyMessage {
  headers: Record<string, string | string[] | undefined>
  rawBody: Buffer
}

export interface NotifyContext {
  keys: PlatformKeys
  apiV3Key: string
  now: () => Date
}

/** Proves who sent a notification and when, then opens it. What it says is still to be compared with our records. */
export async function parseNotify(context: NotifyContext, message: NotifyMessage): Promise<ParsedNotify> {
  const opened = await openNotify(context, message)
  if (!opened.ok) return opened
  const event = eventOf(opened.id, opened.type, opened.inner)
  return event ? { ok: true, event } : rejected('malformed', `notification ${opened.id} of type ${opened.type}`)
}

export type Rejected = Extract<ParsedNotify, { ok: false }>

/** A notification whose origin and age are proven, opened. */
export async function openNotify(
  context: NotifyContext,
  message: NotifyMessage,
): Promise<Rejected | { ok: true; id: string; type: string; inner: unknown }> {
  const distrust = await whyDistrust(context, message)
  if (distrust) return distrust
  const outer = Notification.safeParse(jsonOf(message.rawBody))
  if (!outer.success) return rejected('malformed', outer.error.message)
  const { id, resource } = outer.data
  const opened = unseal(resource, context.apiV3Key)
  if (!opened) return rejected('undecryptable', `notification ${id} does not open with our APIv3 key`)
  return { ok: true, id, type: resource.original_type, inner: jsonOf(opened) }
}

async function whyDistrust(context: NotifyContext, { headers, rawBody }: NotifyMessage): Promise<Rejected | undefined> {
  const signed = signatureHeaders(headers)
  if (!signed) return rejected('unsigned', 'signature headers are missing')
  // The platform sends these on purpose, to see that we refuse them.
  if (signed.signature.startsWith('WECHATPAY/SIGNTEST/')) return rejected('probe', 'signature test')
  if (!isFresh(signed.timestamp, context.now())) return rejected('stale', `timestamp ${signed.timestamp}`)
  const key = await context.keys.find(signed.serial)
  if (!key) return rejected('unknown_key', `key ${signed.serial}`)
  return verifies(signed, rawBody, key) ? undefined : rejected('bad_signature', `key ${signed.serial}`)
}

function eventOf(id: string, type: string, inner: unknown): NotifyEvent | undefined {
  if (type === 'transaction') {
    const parsed = Transaction.safeParse(inner)
    return parsed.success ? { kind: 'payment', id, payment: paymentOf(parsed.data) } : undefined
  }
  if (type === 'refund') {
    const parsed = NotifiedRefund.safeParse(inner)
    return parsed.success ? { kind: 'refund', id, refund: refundOf({ ...parsed.data, status: parsed.data.refund_status }) } : undefined
  }
  return undefined
}

const rejected = (rejection: NotifyRejection, detail: string): Rejected => ({ ok: false, rejection, detail })

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
