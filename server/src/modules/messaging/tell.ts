import { dayOf } from '../../kernel/clock.ts'
import { type Db, inTx, repeatedly } from '../../kernel/db.ts'
import type { Trigger } from '../../kernel/notify.ts'
import type { Messaging } from './context.ts'
import type { MessageSettings, OutChannel, Preferences } from './contract.ts'
import type { MessagingDb } from './db.ts'
import { countOne, holdNote, insertNote, type Ways, writeNote, writeWays } from './queries/notes.ts'
import { type TemplateRow, wordsAndSettings } from './queries/settings.ts'
import { afterQuiet } from './quiet.ts'
import { preferencesOf, usual } from './settings.ts'
import { ofEachWay, triggerOf } from './templates.ts'
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
  const [{ templates, settings = usual }, preferences] = await Promise.all([
    wordsAndSettings(messaging.db, notice),
    // What is no offer is not declined; whether it may go out is asked when it does.
    trigger.kind === 'marketing' ? preferencesOf(messaging, notice.shopperId) : undefined,
  ])
  const at = notice.at ?? messaging.now()
  const enabled = ofEachWay(trigger, templates).filter((template) => template.enabled && (!notice.test || template.channel === notice.test))
  const held = notice.test || notice.at ? null : heldBy(trigger, settings, preferences)
  const note = { ...notice, id: messaging.newId(), kind: trigger.kind, held, test: notice.test !== undefined, at }
  const ways = held ? { inbox: null, out: [] } : waysOf(messaging, { notice, enabled, settings, at })
  if (held || notice.test || notice.at || trigger.kind !== 'marketing') return repeatedly(() => writeNote(messaging.db, note, ways))
  await inTx(messaging.db, async (tx) => {
    if (!(await insertNote(tx, note))) return
    if (await counted(tx, notice, { settings, at })) await writeWays(tx, note.id, ways)
    else await holdNote(tx, note.id, 'capped')
  })
}

interface Telling {
  notice: Notice
  enabled: readonly TemplateRow[]
  settings: MessageSettings
  at: Date
}

function waysOf(messaging: Messaging, { notice, enabled, settings, at }: Telling): Ways {
  const now = messaging.now()
  const inbox = enabled.find(({ channel }) => channel === 'inbox')
  return {
    inbox: inbox ? { ...wordingOf(inbox, notice.params), readAt: notice.read ? at : null } : null,
    // What happened long ago is in the app only.
    out: enabled.flatMap(({ channel, urgent }) =>
      channel === 'inbox' || notice.at
        ? []
        : [{ id: messaging.newId(), channel, dueAt: urgent || notice.test ? now : afterQuiet(now, settings) }],
    ),
  }
}

const wordingOf = (template: TemplateRow, params: Params) => ({ title: fill(template.title, params), text: fill(template.text, params) })

function heldBy(trigger: Trigger, settings: MessageSettings, preferences: Preferences | undefined): 'muted' | 'declined' | null {
  if (settings.muted.includes(trigger.name)) return 'muted'
  return trigger.kind === 'marketing' && preferences?.marketing === false ? 'declined' : null
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
