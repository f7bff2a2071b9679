import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Shipping } from './context.ts'
import type { Carrier } from './contract.ts'
import { carriersOf, replaceCarriers } from './queries/carriers.ts'

export type CarrierView = z.output<typeof Carrier>

const usual = (code: string, name: string, rest: Pick<CarrierView, 'phone' | 'kuaidi100'>): CarrierView => ({
  code,
  name,
  ...rest,
  // Ours are the codes of KDNiao and WeChat, but for one.
  kdniao: code,
  wechat: code === 'DBL' ? 'DB' : code,
})

/** What staff can choose from while their shop has no list of its own, the most used first. `phone`: the public service number. */
const usualCarriers: readonly CarrierView[] = [
  usual('SF', '顺丰速运', { phone: '95338', kuaidi100: 'shunfeng' }),
  usual('ZTO', '中通快递', { phone: '95311', kuaidi100: 'zhongtong' }),
  usual('YTO', '圆通速递', { phone: '95554', kuaidi100: 'yuantong' }),
  usual('STO', '申通快递', { phone: '95543', kuaidi100: 'shentong' }),
  usual('YD', '韵达快递', { phone: '95546', kuaidi100: 'yunda' }),
  usual('JTSD', '极兔速递', { phone: '956025', kuaidi100: 'jtexpress' }),
  usual('JD', '京东快递', { phone: '950616', kuaidi100: 'jd' }),
  usual('EMS', 'EMS', { phone: '11183', kuaidi100: 'ems' }),
  usual('YZPY', '邮政包裹', { phone: '11183', kuaidi100: 'youzhengguonei' }),
  usual('DBL', '德邦快递', { phone: '95353', kuaidi100: 'debangkuaidi' }),
]

const names = new Map(usualCarriers.map(({ code, name }) => [code, name]))

export const carrierName = (code: string): string | undefined => names.get(code)

/** Numbers of carriers differ too much to check more: letters and digits, at least six digits among them. */
export const isTrackingNumber = (number: string): boolean => /^(?=(?:.*\d){6})[0-9A-Za-z-]{8,32}$/.test(number)

/** The carriers of a shop: its own list, else the usual ones. */
export async function listOfCarriers(shipping: Shipping, shopId: string): Promise<CarrierView[]> {
  const own = await carriersOf(shipping.db, shopId)
  return own.length > 0 ? own : [...usualCarriers]
}

/** Throws `carrier_unknown`, `tracking_number_wrong`. */
export async function chosenCarrier(
  shipping: Shipping,
  wish: { shopId: string; carrierCode: string; number: string },
): Promise<CarrierView> {
  const carrier = (await listOfCarriers(shipping, wish.shopId)).find(({ code }) => code === wish.carrierCode)
  if (!carrier) throw new AppError('invalid', 'carrier_unknown', { carrierCode: wish.carrierCode })
  if (!isTrackingNumber(wish.number)) throw new AppError('invalid', 'tracking_number_wrong', { number: wish.number })
  return carrier
}

/** Replaces the list of a shop; none brings the usual ones back. Throws `carrier_twice`. */
export async function changeCarriers(shipping: Shipping, shopId: string, items: readonly CarrierView[]): Promise<CarrierView[]> {
  const codes = items.map(({ code }) => code)
  const twice = codes.find((code, at) => codes.indexOf(code) !== at)
  if (twice) throw new AppError('invalid', 'carrier_twice', { code: twice })
  await inTx(shipping.db, (tx) => replaceCarriers(tx, shopId, items))
  return listOfCarriers(shipping, shopId)
}
