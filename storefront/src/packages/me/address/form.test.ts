import { expect, test } from 'vitest'
import { EMPTY_FORM, type Form, mistakes } from './form'

const good: Form = {
  name: '张三',
  phone: '13900139000',
  region: '浙江省 杭州市 西湖区',
  districtCode: '330106',
  detail: '文三路 1 号',
  isDefault: false,
  lng: null,
  lat: null,
}
const wrong = (part: Partial<Form>) => Object.keys(mistakes({ ...good, ...part }))

test('a full address has no mistakes', () => {
  expect(wrong({})).toEqual([])
  expect(wrong({ phone: '0571-88001234' })).toEqual([])
})

test('every field of an empty form says what is missing', () => {
  expect(Object.keys(mistakes(EMPTY_FORM))).toEqual(['name', 'phone', 'region', 'detail'])
})

test('a phone number that no carrier has is refused', () => {
  expect(wrong({ phone: '12900139000' })).toEqual(['phone'])
  expect(wrong({ phone: '1390013900' })).toEqual(['phone'])
})

test('spaces are no name and no address', () => {
  expect(wrong({ name: '  ', detail: ' a ' })).toEqual(['name', 'detail'])
})
