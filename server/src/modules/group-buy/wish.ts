import { AppError } from '../../kernel/errors.ts'
import type { CampaignRow } from './queries/campaigns.ts'

/** What a checkout wants of a group buy. */
export type Wish = { kind: 'join'; groupId: string } | { kind: 'any' | 'open'; size: number }

/** Throws `group_not_found` when it makes no sense. Pure. */
export function wishOf({ joinId, pass }: { joinId: string | null; pass: string | null }): Wish {
  if (joinId) return { kind: 'join', groupId: joinId }
  const [, kind, size] = /^(open|any):(\d{1,3})$/.exec(pass ?? '') ?? []
  if (!kind || !size) throw new AppError('not_found', 'group_not_found')
  return { kind: kind === 'any' ? 'any' : 'open', size: Number(size) }
}

/** Groups are opened while it runs; what is open can be joined as long as it is on. Throws `group_buy_closed`. Pure. */
export function mustRun(campaign: CampaignRow, wish: Wish, now: Date): void {
  const runs = campaign.startsAt <= now && (wish.kind !== 'open' || campaign.endsAt > now)
  if (!campaign.enabled || !runs) throw new AppError('conflict', 'group_buy_closed')
}
