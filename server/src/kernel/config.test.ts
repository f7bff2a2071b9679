import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConfig } from './config.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'puzi-config-'))
})
afterEach(() => rmSync(dir, { recursive: true }))
const load = (env: Record<string, string> = {}) =>
  loadConfig({ DATABASE_URL: 'postgres://a:b@localhost/c', DATA_DIR: join(dir, 'data'), ...env })

test('secrets are made once, kept for the owner alone, and differ between installations', () => {
  const [first, second] = [load(), load()]
  expect(first.secretKey).toMatch(/^[0-9a-f]{64}$/)
  expect(second).toMatchObject({ secretKey: first.secretKey, internalToken: first.internalToken })
  expect(first.secretKey).not.toBe(first.internalToken)
  expect(statSync(join(dir, 'secrets.json')).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(dir, 'secrets.json'), 'utf8')).toContain(first.secretKey)
})

test('every fault is named at once', () => {
  const faulty = () => loadConfig({ PORT: 'x', ELSEWHERE: 'inventory', ROLES: 'http,boss' })
  for (const name of ['PORT', 'DATABASE_URL', 'ELSEWHERE', 'ROLES']) expect(faulty).toThrow(name)
})

test('modules elsewhere and roles are read', () => {
  expect(load({ ELSEWHERE: 'inventory=http://a:1/, order=http://b', MODULES: 'cart, search', ROLES: 'worker' })).toMatchObject({
    elsewhere: { inventory: 'http://a:1', order: 'http://b' },
    modules: ['cart', 'search'],
    roles: ['worker'],
  })
})

test('production is no demo unless told to be', () => {
  expect(load({ NODE_ENV: 'production' })).toMatchObject({ demo: false })
  expect(load({ NODE_ENV: 'production', DEMO: 'true' }).demo).toBe(true)
  expect(load()).toMatchObject({ demo: true, checkReplies: false, publicUrl: 'http://localhost:3000' })
})
