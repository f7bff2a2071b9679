import type { Funds } from './context.ts'
import { FundsSettings } from './contract.ts'
import { putSetting, settingValue } from './queries.ts'

/** Parsing fills in the defaults of what the mall has not set. */
export async function settingsOf(funds: Pick<Funds, 'db'>): Promise<FundsSettings> {
  return FundsSettings.parse((await settingValue(funds.db)) ?? {})
}

export async function changeSettings(funds: Funds, settings: FundsSettings): Promise<FundsSettings> {
  await putSetting(funds.db, settings)
  return settings
}

/** What is given on top of a top-up: the highest step it reaches. Pure. */
export function giftFor({ gifts }: Pick<FundsSettings, 'gifts'>, amountFen: number): number {
  const reached = gifts.filter((gift) => amountFen >= gift.fromFen)
  return reached.reduce((best, gift) => (gift.fromFen >= best.fromFen ? gift : best), { fromFen: 0, giftFen: 0 }).giftFen
}
