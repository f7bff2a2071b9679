import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { ShippingDb } from '../db.ts'

interface Found {
  id: string
  text: string
}

/** Parcels that a carrier said were signed for, and that stand otherwise. */
export async function signedButNot(db: Db<ShippingDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select p.id::text, format('%s %s was signed for and is %s', p.carrier_code, p.number, p.state) as text
    from shipping.parcel p
    where p.state not in ('signed', 'returning', 'returned')
      and exists (select 1 from shipping.parcel_event e where e.parcel_id = p.id and e.state = 'signed')`.execute(db)
  return rows
}

/** Parcels whose carrier was to be asked more than an hour ago. */
export async function trackingForgotten(db: Db<ShippingDb>, now: Date): Promise<Found[]> {
  const hourAgo = new Date(now.getTime() - 3600_000)
  const { rows } = await sql<Found>`
    select id::text, format('%s %s: tracking is %s and was due at %s', carrier_code, number, tracking, track_at) as text
    from shipping.parcel where track_at < ${hourAgo}`.execute(db)
  return rows
}
