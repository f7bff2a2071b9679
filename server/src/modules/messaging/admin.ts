import { later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import type { StaffActor } from '../../kernel/http.ts'
import type { Lang } from '../../kernel/messages.ts'
import type { Messaging } from './context.ts'
import { type Channel, Channel as Channels, type TemplateInput } from './contract.ts'
import { deliveriesOf, logPage, type LogQuery, type Numbers, numbersSince } from './queries/notes.ts'
import { deliveryOf, retryDelivery } from './queries/deliveries.ts'
import { type TemplateRow, templateRows } from './queries/settings.ts'
import { settingsOf } from './settings.ts'
import { tell } from './tell.ts'
import { originalOf, saveTemplate, templatesOf, triggerOf } from './templates.ts'

const nothing = { told: 0, sent: 0, refused: 0, skipped: 0, read: 0, clicked: 0 }
const numbersDays = 30

const whose = ({ shopId, platform }: StaffActor) => ({ shopId, platform: platform ?? false })

const viewOf = ({ trigger, ...row }: TemplateRow, facts: { rows: readonly TemplateRow[]; numbers: readonly Numbers[] }) => {
  const at = (one: { trigger: string; channel: string }) => one.trigger === trigger && one.channel === row.channel
  const { trigger: _trigger, channel: _channel, ...numbers } = facts.numbers.find(at) ?? { ...nothing, trigger: '', channel: '' }
  return { ...row, original: !facts.rows.some(at), numbers }
}

export async function triggersFor(messaging: Messaging, staff: StaffActor, lang: Lang) {
  const [rows, settings, numbers] = await Promise.all([
    templateRows(messaging.db),
    settingsOf(messaging, staff.shopId),
    numbersSince(messaging.db, { ...whose(staff), since: later(messaging.now(), { days: -numbersDays }) }),
  ])
  const items = [...messaging.triggers.values()].map((trigger) => ({
    name: trigger.name,
    kind: trigger.kind,
    label: trigger.label[lang],
    sample: { ...trigger.sample },
    muted: settings.muted.includes(trigger.name),
    templates: Channels.options.map((channel) => {
      const row = rows.find((one) => one.trigger === trigger.name && one.channel === channel) ?? originalOf(trigger, channel)
      return viewOf(row, { rows, numbers })
    }),
  }))
  return { items }
}

export async function save(
  messaging: Messaging,
  staff: StaffActor,
  wish: { at: { trigger: string; channel: Channel }; body: TemplateInput },
) {
  const row = await saveTemplate(messaging, wish.at, wish.body)
  const numbers = await numbersSince(messaging.db, { ...whose(staff), since: later(messaging.now(), { days: -numbersDays }) })
  return viewOf(row, { rows: [row], numbers })
}

/** Sends a template with its examples to the shopper account that has this phone. */
export async function sendTest(
  messaging: Messaging,
  staff: StaffActor,
  wish: { trigger: string; channel: Channel; requestId: string; phone: string },
): Promise<{ ok: true }> {
  const trigger = triggerOf(messaging, wish.trigger)
  const template = (await templatesOf(messaging, trigger)).find(({ channel }) => channel === wish.channel)
  if (!template?.enabled) throw new AppError('conflict', 'template_off')
  const [shopperId] = await byPhone(messaging, staff.shopId, wish.phone)
  if (!shopperId) throw new AppError('not_found', 'message_shopper_unknown')
  const key = `test:${staff.id}:${wish.requestId}`
  await tell(messaging, {
    key,
    trigger: trigger.name,
    shopId: staff.shopId,
    shopperId,
    params: trigger.sample,
    link: null,
    test: wish.channel,
  })
  return { ok: true }
}

const byPhone = async (messaging: Messaging, shopId: string, phone: string): Promise<string[]> =>
  (await messaging.shopper.audience({ shopId, phones: [phone], after: null, limit: 1 })).ids

export async function log(
  messaging: Messaging,
  { staff, lang }: { staff: StaffActor; lang: Lang },
  query: Omit<LogQuery, 'shopId' | 'platform' | 'shopperIds'> & { shopperId?: string | undefined; phone?: string | undefined },
) {
  const { shopperId, phone, ...rest } = query
  const shopperIds = phone ? await byPhone(messaging, staff.shopId, phone) : shopperId ? [shopperId] : undefined
  const { items, total, dead } = await logPage(messaging.db, { ...rest, ...whose(staff), shopperIds })
  const [deliveries, people] = await Promise.all([
    deliveriesOf(
      messaging.db,
      items.map(({ id }) => id),
    ),
    messaging.shopper.find({ ids: [...new Set(items.map((item) => item.shopperId))] }),
  ])
  const names = new Map(people.items.map((one) => [one.id, one]))
  return {
    total,
    dead,
    items: items.map(({ shopperId: who, title, text, read, opened, at, ...note }) => ({
      ...note,
      at: at.toISOString(),
      label: messaging.triggers.get(note.trigger)?.label[lang] ?? note.trigger,
      shopper: { id: who, nickname: names.get(who)?.nickname ?? '', phoneMasked: names.get(who)?.phoneMasked ?? null },
      inbox: title === null || text === null ? null : { title, text, read, opened },
      deliveries: deliveries
        .filter(({ noteId }) => noteId === note.id)
        .map(({ noteId: _note, dueAt, endedAt, ...one }) => ({
          ...one,
          dueAt: dueAt.toISOString(),
          endedAt: endedAt?.toISOString() ?? null,
        })),
    })),
  }
}

export async function retry(messaging: Messaging, staff: StaffActor, id: string): Promise<{ ok: true }> {
  const found = await deliveryOf(messaging.db, id)
  if (!found || !(found.shopId === staff.shopId || (found.shopId === null && staff.platform)))
    throw new AppError('not_found', 'delivery_not_found')
  if (!(await retryDelivery(messaging.db, { id, now: messaging.now() }))) throw new AppError('conflict', 'delivery_not_retryable')
  return { ok: true }
}
