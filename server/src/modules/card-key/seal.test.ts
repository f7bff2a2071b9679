import { expect, test } from 'vitest'
import { openVault } from '../../kernel/vault.ts'
import { hintOf, newVoucherCode, plainCode } from './seal.ts'

const vault = openVault('a secret key of thirty-two bytes or more', 'card-key')

test('what is sealed opens again, each time sealed otherwise, and says nothing of itself', () => {
  const [one, two] = [vault.seal('ABCD-1234', 'row-1'), vault.seal('ABCD-1234', 'row-1')]
  expect(vault.open(one, { id: 'row-1', keyId: vault.keyId })).toBe('ABCD-1234')
  expect(one.equals(two)).toBe(false)
  expect(one.includes('ABCD-1234')).toBe(false)
})

test('changed bytes, another row and another key do not open', () => {
  const sealed = vault.seal('ABCD-1234', 'row-1')
  const changed = Buffer.from(sealed)
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
  expect(() => vault.open(changed, { id: 'row-1', keyId: vault.keyId })).toThrow(/authenticate/)
  expect(() => vault.open(sealed, { id: 'row-2', keyId: vault.keyId })).toThrow(/authenticate/)
  const other = openVault('another key of thirty-two bytes or more!!', 'card-key')
  expect(other.keyId).not.toBe(vault.keyId)
  expect(() => other.open(sealed, { id: 'row-1', keyId: vault.keyId })).toThrow(/was sealed with key/)
  expect(other.hash('ABCD-1234').equals(vault.hash('ABCD-1234'))).toBe(false)
})

test('a code is found however it was typed; a hint shows at most a quarter', () => {
  expect(newVoucherCode()).toMatch(/^\d{16}$/)
  expect(plainCode(' 1234-5678 9012 3456 ')).toBe('1234567890123456')
  expect([hintOf('12345678'), hintOf('1234567890123456'), hintOf('abcd')]).toEqual(['…78', '…3456', '…d'])
})
