import { findPlace } from './regions.ts'

export interface ParsedAddress {
  name: string
  phone: string
  province: string
  city: string
  district: string
  districtCode: string
  detail: string
}

const labels = /(收货人|收件人|姓名|联系人|手机号码?|联系电话|电话|手机|所在地区|地区|详细地址|收货地址|地址)\s*[:：]?/g

/** Reads name, phone and place out of pasted text, in any order. What is not found is empty. */
export function parse(text: string): ParsedAddress {
  const called = /(?:收货人|收件人|姓名|联系人)\s*[:：]?\s*([^\s,，;；、|:：\d]{1,12})/.exec(text)?.[1]
  const plain = text
    .replaceAll(labels, ' ')
    .replaceAll(/[\s,，;；、|]+/g, ' ')
    .trim()
  const phone = /(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d)/.exec(plain)
  const withoutPhone = phone ? plain.replace(phone[0], ' ') : plain
  const parts = withoutPhone.split(' ').filter(Boolean)
  const name =
    called ??
    parts
      .filter((part) => part.length <= 8 && !/[\d省市区县旗镇乡村路街号]/.test(part))
      .toSorted((a, b) => Math.abs(a.length - 3) - Math.abs(b.length - 3))[0] ??
    ''
  const where = parts.filter((part) => part !== name).join('')
  const found = findPlace(where)
  return {
    name,
    phone: phone?.[1]?.replaceAll(/\D/g, '') ?? '',
    province: found?.place.province ?? '',
    city: found?.place.city ?? '',
    district: found?.place.district ?? '',
    districtCode: found?.place.districtCode ?? '',
    detail: (found?.rest ?? where).slice(0, 120),
  }
}
