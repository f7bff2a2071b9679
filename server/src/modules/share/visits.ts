import { createHmac } from 'node:crypto'
import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { DEVICE_DAYS, type Shares, WINDOW_DAYS } from './context.ts'
import { linkByCode } from './queries/links.ts'
import { bindVisits, countVisit, forgetDevices, noteDevice, noteReach } from './queries/visits.ts'

const done = { ok: true as const }
const hashed = (shares: Shares, what: string, text: string): Buffer =>
  createHmac('sha256', shares.secretKey).update(`share:${what}:${text}`).digest().subarray(0, 16)

interface Visit {
  visitor: string
  code: string | null
  page: { kind: string; campaignId: string } | null
  shopperId: string | null
  ip: string
}

/** A page was opened. Counts a visitor once for each share and each campaign; somebody signed in is bound to what they opened. */
export async function visit(shares: Shares, { visitor: name, code, page, shopperId, ip }: Visit): Promise<typeof done> {
  const now = shares.now()
  const visitor = hashed(shares, 'visitor', name)
  // A page of a play that is not there is nobody's reach.
  if (page && shares.plays().has(page.kind)) await noteReach(shares.db, { ...page, visitor, now })
  const link = code === null ? undefined : await linkByCode(shares.db, code)
  if (link && link.sharerId !== shopperId) await inTx(shares.db, (tx) => countVisit(tx, { linkId: link.id, visitor, now }))
  if (shopperId !== null && (link || page)) await claim(shares, { visitor: name, shopperId, ip })
  return done
}

/** Shares that this visitor opened within the window are what the shopper came by. */
export async function claim(
  shares: Shares,
  { visitor: name, shopperId, ip }: { visitor: string; shopperId: string; ip: string },
): Promise<typeof done> {
  const now = shares.now()
  const visitor = hashed(shares, 'visitor', name)
  await noteDevice(shares.db, { shopperId, visitor, address: hashed(shares, 'address', ip), now })
  const { items } = await shares.shopper.find({ ids: [shopperId] })
  const createdAt = new Date(items[0]?.createdAt ?? 0)
  await bindVisits(shares.db, { shopperId, visitor, createdAt, since: later(now, { days: -WINDOW_DAYS }) })
  if (createdAt >= later(now, { days: -1 })) await shares.onJoined(shopperId)
  return done
}

/** What is needed no more is forgotten. */
export async function forget(shares: Shares): Promise<void> {
  await forgetDevices(shares.db, later(shares.now(), { days: -DEVICE_DAYS }))
}
