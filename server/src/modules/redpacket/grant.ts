import { randomInt } from 'node:crypto'
import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { HOUSE, post } from '../../kernel/ledger.ts'
import { accountOf, ledger, type RedPackets } from './context.ts'
import type { RedPacket, redpacketCalls } from './contract.ts'
import type { RedpacketDb } from './db.ts'
import { campaignOf, duePackets, insertPacket, markExpired, type NewPacket, packetsHad, takeFromBudget } from './queries.ts'

/** A packet for what it is for: once. */
async function give(tx: Db<RedpacketDb>, packet: NewPacket): Promise<void> {
  if (!(await insertPacket(tx, packet))) return
  await post(tx, ledger, {
    event: `grant:${packet.source}`,
    kind: 'grant',
    note: packet.title,
    at: packet.now,
    changes: [
      { owner: packet.shopperId, name: accountOf(packet.id), amount: packet.amountFen },
      { owner: HOUSE, name: 'granted', amount: -packet.amountFen },
    ],
  })
}

export async function grant(packets: RedPackets, input: z.output<typeof redpacketCalls.grant.input>): Promise<{ ok: true }> {
  const now = packets.now()
  const { validDays, ...rest } = input
  await inTx(packets.db, (tx) =>
    give(tx, { ...rest, id: packets.newId(), campaignId: null, expiresAt: later(now, { days: validDays }), now }),
  )
  return { ok: true }
}

/**
 * One packet of a campaign, with an amount drawn by chance. The campaign's row is locked while it is taken, so that budget and limit hold
 * whoever claims at once. Throws `campaign_not_found`, `campaign_closed`, `campaign_gone`, `campaign_limit`.
 */
export async function claim(packets: RedPackets, by: { campaignId: string; shopperId: string }): Promise<z.input<typeof RedPacket>> {
  const now = packets.now()
  const campaign = await campaignOf(packets.db, by.campaignId)
  if (!campaign) throw new AppError('not_found', 'campaign_not_found')
  if (!campaign.enabled || campaign.startsAt > now || campaign.endsAt <= now) throw new AppError('conflict', 'campaign_closed')
  return inTx(packets.db, async (tx) => {
    const drawnFen = randomInt(campaign.minFen, campaign.maxFen + 1)
    const amountFen = await takeFromBudget(tx, by.campaignId, { drawnFen, now })
    if (!amountFen) throw new AppError('conflict', 'campaign_gone')
    const had = await packetsHad(tx, by.campaignId, by.shopperId)
    if (had >= campaign.perShopper) throw new AppError('conflict', 'campaign_limit', { perShopper: campaign.perShopper })
    const packet = {
      id: packets.newId(),
      source: `campaign:${by.campaignId}:${by.shopperId}:${had + 1}`,
      ...by,
      title: campaign.title,
      amountFen,
      expiresAt: later(now, { days: campaign.validDays }),
      now,
    }
    await give(tx, packet)
    const { id, title } = packet
    const expiresAt = packet.expiresAt.toISOString()
    return { id, title, amountFen, leftFen: amountFen, expiresAt, createdAt: now.toISOString(), state: 'usable' }
  })
}

/** What is left in packets whose time is over goes back to the house. Returns how many. */
export async function expire(packets: RedPackets): Promise<number> {
  const now = packets.now()
  return inTx(packets.db, async (tx) => {
    const due = await duePackets(tx, now, 100)
    for (const packet of due) {
      await markExpired(tx, packet.id, now)
      if (packet.leftFen === 0) continue
      await post(tx, ledger, {
        event: `expire:${packet.id}:${packet.expiresAt.getTime()}`,
        kind: 'expire',
        at: now,
        changes: [
          { owner: packet.shopperId, name: accountOf(packet.id), amount: -packet.leftFen },
          { owner: HOUSE, name: 'expired', amount: packet.leftFen },
        ],
      })
    }
    return due.length
  })
}
