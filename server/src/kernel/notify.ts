import { z } from 'zod'
import { event } from './contract.ts'
import type { AnyDb } from './db.ts'
import { emit } from './events.ts'
import type { Lang } from './messages.ts'

/**
 * Something that people are told of. A module declares its own and lists them as its `triggers`; wording, channels and on or off are then kept in
 * the console, with what stands here as the beginning.
 */
export interface Trigger<P extends string = string> {
  /** Stable for ever: `module.what-happened`. */
  name: string
  /** `marketing` obeys the cap per day and can be declined by the person; `service` is about what they have bought or asked for. */
  kind: 'service' | 'marketing'
  /** How the console calls it. */
  label: Record<Lang, string>
  /** Its places, each with what stands there in a preview. */
  sample: Readonly<Record<P, string>>
  /** The first wording, with `{place}`. */
  title: string
  text: string
}

export function trigger<const P extends string>(definition: Trigger<P>): Trigger<P> {
  return definition
}

/** A page of the storefront by its file, as its routes name it: `packages/trade/order/index?id=…`. */
export const PageLink = z
  .string()
  .max(300)
  .regex(/^(pages|packages)(\/[a-z0-9-]+)+(\?[\w.~%=&-]+)?$/)

export const noticeDue = event(
  'kernel.notice_due',
  z.object({
    key: z.string().min(1).max(200),
    trigger: z.string(),
    /** Whose quiet hours and settings hold; null: those of the mall. */
    shopId: z.uuid().nullable(),
    shopperId: z.uuid(),
    params: z.record(z.string(), z.string()),
    link: PageLink.nullable(),
  }),
  ({ shopperId }) => shopperId,
)

/** What a trigger is about, for one person. */
export interface Notice<P extends string> {
  /** Names what happened to whom; the same key tells once, however often it is announced. */
  key: string
  shopId: string | null
  shopperId: string
  params: Readonly<Record<P, string>>
  link: string | null
}

/** Has a person told of something, by whatever ways are set for it: call it in the transaction that makes it true. */
export async function announce<P extends string>(tx: AnyDb, what: Trigger<P>, notice: Notice<P>): Promise<void> {
  await emit(tx, noticeDue, { ...notice, trigger: what.name, params: { ...notice.params } })
}
