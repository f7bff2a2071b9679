import { expect, test } from 'vitest'
import { makeMoreKeys } from '../testing/more-keys.ts'
import { openedPhone } from './phone.ts'
import { aesKeyOf, sealedPhone } from './testing/phone.ts'

const { alipay } = makeMoreKeys(new Date())
const options = {
  gatewayUrl: 'http://127.0.0.1:1',
  appId: alipay.appId,
  sellerId: alipay.sellerId,
  privateKeyPem: alipay.merchant.privatePem,
  alipayPublicKeyPem: alipay.platform.publicPem,
  aesKey: aesKeyOf(alipay),
  now: () => new Date(),
}

test('a number that the platform has sealed and signed is read', () => {
  expect(openedPhone(options, sealedPhone(alipay, '13800000001'))).toEqual({
    result: 'ok',
    value: { phone: '13800000001', countryCode: '86' },
  })
})

test('what somebody else has signed, changed or made up is refused, and without a key nothing is read', () => {
  const { response, sign } = JSON.parse(sealedPhone(alipay, '13800000001')) as { response: string; sign: string }
  const stranger = makeMoreKeys(new Date()).alipay
  for (const given of [
    sealedPhone(stranger, '13800000001'),
    JSON.stringify({ response: `${response.slice(0, -4)}AAA=`, sign }),
    JSON.stringify({ response }),
    '13800000001',
  ])
    expect(openedPhone(options, given)).toMatchObject({ result: 'refused', code: 'code_bad' })
  expect(openedPhone({ ...options, aesKey: undefined }, sealedPhone(alipay, '13800000001'))).toMatchObject({ code: 'not_supported' })
})
