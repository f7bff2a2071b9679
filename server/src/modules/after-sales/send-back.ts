import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { type AfterSalesKit, shopperMover } from './context.ts'
import { move } from './move.ts'
import type { RequestRecord } from './queries/requests.ts'
import { settingsOfShop } from './settings.ts'

/** The shopper handed the parcel in; its tracking is followed from here. Throws `carrier_unknown`, `tracking_number_wrong`. */
export async function sendBack(
  kit: AfterSalesKit,
  request: RequestRecord,
  parcel: { carrierCode: string; trackingNumber: string },
): Promise<void> {
  await kit.shipping.checkParcel({ shopId: request.shopId, carrierCode: parcel.carrierCode, number: parcel.trackingNumber })
  const { lostDays } = await settingsOfShop(kit, request.shopId)
  const set = {
    dueAt: later(kit.now(), { days: lostDays }),
    returnCarrier: parcel.carrierCode,
    returnTracking: parcel.trackingNumber,
  }
  await inTx(kit.db, (tx) => move(kit, tx, { id: request.id, from: 'approved', to: 'returning', by: shopperMover, note: '', set }))
}
