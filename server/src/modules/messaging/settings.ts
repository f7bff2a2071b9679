import { AppError } from '../../kernel/errors.ts'
import type { Messaging } from './context.ts'
import type { MessageSettings, Preferences } from './contract.ts'
import { preferencesRow, putPreferences, putSettings, settingsRow } from './queries/settings.ts'

/** Quiet from ten in the evening to eight in the morning; three offers a day, one of a kind. */
export const usual: MessageSettings = { quietFrom: 22 * 60, quietTo: 8 * 60, perDay: 3, perTrigger: 1, muted: [] }
/** Offers by text message need a yes before; all else can be declined. */
const unsaid: Preferences = { servicePush: true, serviceSms: true, marketing: true, marketingSms: false }

/** Of a shop; without one, those of the mall. */
export async function settingsOf(messaging: Pick<Messaging, 'db'>, shopId: string | null): Promise<MessageSettings> {
  return (shopId ? await settingsRow(messaging.db, shopId) : undefined) ?? usual
}

export async function changeSettings(messaging: Messaging, shopId: string, set: MessageSettings): Promise<MessageSettings> {
  const unknown = set.muted.find((name) => !messaging.triggers.has(name))
  if (unknown !== undefined) throw new AppError('invalid', 'trigger_unknown', { trigger: unknown })
  await putSettings(messaging.db, shopId, set)
  return set
}

export async function preferencesOf(messaging: Pick<Messaging, 'db'>, shopperId: string): Promise<Preferences> {
  return (await preferencesRow(messaging.db, shopperId)) ?? unsaid
}

export async function changePreferences(messaging: Messaging, shopperId: string, set: Preferences): Promise<Preferences> {
  await putPreferences(messaging.db, shopperId, set, messaging.now())
  return set
}
