import { z } from 'zod'
import { ok, type Outcome, unknown } from '../outcome.ts'
import type { Party, PickupOrder, Waybill, WaybillMaker, WaybillOrder } from '../waybill-maker.ts'
import { type Answer, ask, type KdniaoOptions, refusal } from './client.ts'

const Made = z.object({
  Order: z.object({ LogisticCode: z.string().min(1), MarkDestination: z.string().nullish() }),
  PrintTemplate: z.string().nullish(),
})
const Booked = z.object({ Order: z.object({ KDNOrderCode: z.string() }) })

/** KDNiao: waybills (1007, cancelled by 1147) and couriers who fetch parcels (1801, cancelled by 1802). */
export function createKdniaoWaybills(options: KdniaoOptions): WaybillMaker {
  return {
    name: 'kdniao',
    order: (input) => order(options, input),
    cancel: (input) =>
      done(options, {
        path: '/api/EOrderService',
        type: '1147',
        data: { OrderCode: input.code, ShipperCode: input.carrier, ExpNo: input.number },
      }),
    book: (input) => book(options, input),
    cancelBooking: (input) =>
      done(options, {
        path: '/api/OOrderService',
        type: '1802',
        data: { OrderCode: input.code, ShipperCode: input.carrier, CancelMsg: input.reason },
      }),
  }
}

const party = (one: Party) => ({
  Name: one.name,
  Mobile: one.phone,
  ProvinceName: one.province,
  CityName: one.city,
  ExpAreaName: one.district,
  Address: one.detail,
})
const payTypes = { sender: 1, receiver: 2, monthly: 3 } as const

const goodsOf = ({ goods, weightGrams, remark }: Pick<WaybillOrder, 'goods' | 'weightGrams' | 'remark'>) => ({
  Commodity: goods.map((one) => ({ GoodsName: one.name.slice(0, 60), Goodsquantity: one.quantity })),
  Quantity: 1,
  Weight: Math.max(0.1, Math.ceil(weightGrams / 100) / 10),
  Remark: remark.slice(0, 60),
})

async function order(options: KdniaoOptions, input: WaybillOrder): Promise<Outcome<Waybill>> {
  const data = {
    OrderCode: input.code,
    ShipperCode: input.carrier,
    CustomerName: input.account.customer,
    CustomerPwd: input.account.password,
    MonthCode: input.account.month,
    SendSite: input.account.site,
    PayType: payTypes[input.payer],
    ExpType: 1,
    Sender: party(input.sender),
    Receiver: party(input.receiver),
    ...goodsOf(input),
    IsReturnPrintTemplate: 1,
  }
  const answer = await ask(options, { path: '/api/EOrderService', type: '1007', data })
  if (answer.result !== 'ok') return answer
  const made = Made.safeParse(answer.value)
  // 106: this code has its waybill already. They answer with it; without it nothing is known, and a new code would be a second one.
  if (made.success && (answer.value.Success || answer.value.ResultCode === '106')) {
    const { Order, PrintTemplate } = made.data
    return ok({ number: Order.LogisticCode, destination: Order.MarkDestination ?? '', labelHtml: PrintTemplate ?? '' })
  }
  return answer.value.ResultCode === '106' || answer.value.Success
    ? unknown(`answer ${answer.value.ResultCode ?? ''} without its waybill`)
    : refusal(answer.value)
}

async function book(options: KdniaoOptions, input: PickupOrder): Promise<Outcome<{ booking: string }>> {
  const time = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
  const data = {
    OrderCode: input.code,
    ShipperCode: input.carrier,
    Sender: party(input.sender),
    Receiver: party(input.receiver),
    ...goodsOf(input),
    StartDate: time(input.from),
    EndDate: time(input.to),
  }
  const answer = await ask(options, { path: '/api/OOrderService', type: '1801', data })
  if (answer.result !== 'ok') return answer
  const booked = Booked.safeParse(answer.value)
  if (booked.success && (answer.value.Success || answer.value.ResultCode === '106')) return ok({ booking: booked.data.Order.KDNOrderCode })
  return answer.value.ResultCode === '106' ? unknown('booked before, without its number') : refusal(answer.value)
}

/** What is cancelled already is cancelled. */
const isOver = (answer: Answer): boolean => answer.Success || /已取消|不存在/.test(answer.Reason ?? '')

async function done(options: KdniaoOptions, asking: Parameters<typeof ask>[1]): Promise<Outcome<'cancelled'>> {
  const answer = await ask(options, asking)
  if (answer.result !== 'ok') return answer
  return isOver(answer.value) ? ok('cancelled') : refusal(answer.value)
}
