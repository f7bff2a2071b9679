import type { z } from 'zod'
import type { Carrier } from './contract.ts'

/** Carriers that staff can choose, the most used first. `phone` is their public service number. */
export const carriers: readonly z.output<typeof Carrier>[] = [
  { code: 'SF', name: '顺丰速运', phone: '95338' },
  { code: 'ZTO', name: '中通快递', phone: '95311' },
  { code: 'YTO', name: '圆通速递', phone: '95554' },
  { code: 'STO', name: '申通快递', phone: '95543' },
  { code: 'YD', name: '韵达快递', phone: '95546' },
  { code: 'JTSD', name: '极兔速递', phone: '956025' },
  { code: 'JD', name: '京东快递', phone: '950616' },
  { code: 'EMS', name: 'EMS', phone: '11183' },
  { code: 'YZPY', name: '邮政包裹', phone: '11183' },
  { code: 'DBL', name: '德邦快递', phone: '95353' },
]

const names = new Map(carriers.map(({ code, name }) => [code, name]))

export const carrierName = (code: string): string | undefined => names.get(code)

/** Numbers of carriers differ too much to check more: letters and digits, at least six digits among them. */
export const isTrackingNumber = (number: string): boolean => /^(?=(?:.*\d){6})[0-9A-Za-z-]{8,32}$/.test(number)
