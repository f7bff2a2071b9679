import type { NotifyEvent, NotifyRejection, ParsedNotify } from '../payment-channel.ts'
import type { PlatformKeys } from './platform-keys.ts'
import { paymentOf, refundOf } from './map.ts'
import { isFresh, signatureHeaders, unseal, verifies } from './signature.ts'
import { NotifiedRefund, Notification, Transaction } from './wire.ts'

interface NotifyMessage {
  headers: Record<string, string | string[] | undefined>
  rawBody: Buffer
}

interface NotifyContext {
  keys: PlatformKeys
  apiV3Key: string
  now: () => Date
}

/** Proves who sent a notification and when, then opens it. What it says is still to be compared with our records. */
export async function parseNotify(context: NotifyContext, message: NotifyMessage): Promise<ParsedNotify> {
  const distrust = await whyDistrust(context, message)
  if (distrust) return distrust
  const outer = Notification.safeParse(jsonOf(message.rawBody))
  if (!outer.success) return rejected('malformed', outer.error.message)
  const { id, resource } = outer.data
  const opened = unseal(resource, context.apiV3Key)
  if (!opened) return rejected('undecryptable', `notification ${id} does not open with our APIv3 key`)
  const event = eventOf(id, resource.original_type, jsonOf(opened))
  return event ? { ok: true, event } : rejected('malformed', `notification ${id} of type ${resource.original_type}`)
}

async function whyDistrust(context: NotifyContext, { headers, rawBody }: NotifyMessage): Promise<ParsedNotify | undefined> {
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

const rejected = (rejection: NotifyRejection, detail: string): ParsedNotify => ({ ok: false, rejection, detail })

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
