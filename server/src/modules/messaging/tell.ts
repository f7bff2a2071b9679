import { dayOf } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import type { Trigger } from '../../kernel/notify.ts'
import type { Messaging } from './context.ts'
import type { MessageSettings, OutChannel, Preferences } from './contract.ts'
import type { MessagingDb } from './db.ts'
import { insertInbox } from './queries/inbox.ts'
import { countOne, holdNote, insertDeliveries, insertNote } from './queries/notes.ts'
import type { TemplateRow } from './queries/settings.ts'
import { afterQuiet } from './quiet.ts'
import { preferencesOf, settingsOf } from './settings.ts'
import { templatesOf, triggerOf } from './templates.ts'
import { fill, type Params } from './words.ts'

export interface Notice {
  key: string
  trigger: string
  shopId: string | null
  shopperId: string
  params: Params
  link: string | null
  /** When it happened, if that is not now: only set-up says so. */
  at?: Date
  read?: boolean
  /** Staff try it: by this way only, whatever is set. */
  test?: OutChannel | 'inbox'
}

/**
 * Tells a person something, once for its key. What there is to tell and by which ways is written down in one transaction; the app has it at once,
 * the ways out are tried afterwards from what is written (`send.ts`).
 */
export async function tell(messaging: Messaging, notice: Notice): Promise<void> {
  const trigger = triggerOf(messaging, notice.trigger)
  const [templates, settings, preferences] = await Promise.all([
    templatesOf(messaging, trigger),
    settingsOf(messaging, notice.shopId),
    preferencesOf(messaging, notice.shopperId),
  ])
  const at = notice.at ?? messaging.now()
  const enabled = templates.filter((template) => template.enabled && (!notice.test || template.channel === notice.test))
  const held = notice.test || notice.at ? null : heldBy(trigger, settings, preferences)
  await inTx(messaging.db, async (tx) => {
    const id = messaging.newId()
    const test = notice.test !== undefined
    if (!(await insertNote(tx, { ...notice, id, kind: trigger.kind, held, test, at })) || held) return
    if (!notice.test && !notice.at && trigger.kind === 'marketing' && !(await counted(tx, notice, { settings, at })))
      return holdNote(tx, id, 'capped')
    const inbox = enabled.find(({ channel }) => channel === 'inbox')
    if (inbox)
      await insertInbox(tx, { ...notice, id, kind: trigger.kind, ...wordingOf(inbox, notice.params), at, readAt: notice.read ? at : null })
    if (notice.at) return
    await insertDeliveries(tx, rowsOf(messaging, { id, notice, enabled, settings }))
  })
}

function rowsOf(
  messaging: Messaging,
  { id, notice, enabled, settings }: { id: string; notice: Notice; enabled: readonly TemplateRow[]; settings: MessageSettings },
) {
  const now = messaging.now()
  return enabled.flatMap(({ channel, urgent }) => {
    if (channel === 'inbox') return []
    const dueAt = urgent || notice.test ? now : afterQuiet(now, settings)
    return [{ id: messaging.newId(), noteId: id, shopperId: notice.shopperId, channel, dueAt }]
  })
}

const wordingOf = (template: TemplateRow, params: Params) => ({ title: fill(template.title, params), text: fill(template.text, params) })

function heldBy(trigger: Trigger, settings: MessageSettings, preferences: Preferences): 'muted' | 'declined' | null {
  if (settings.muted.includes(trigger.name)) return 'muted'
  return trigger.kind === 'marketing' && !preferences.marketing ? 'declined' : null
}

/** One more of this trigger, and one more in all, for this person and this day. */
async function counted(
  tx: Db<MessagingDb>,
  { shopId, shopperId, trigger }: Notice,
  { settings, at }: { settings: MessageSettings; at: Date },
): Promise<boolean> {
  const of = { shopperId, shopKey: shopId ?? 'mall', day: dayOf(at) }
  return (
    (await countOne(tx, { ...of, what: trigger, most: settings.perTrigger })) &&
    (await countOne(tx, { ...of, what: 'all', most: settings.perDay }))
  )
}
