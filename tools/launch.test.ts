import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'acorn'
import { expect, test } from 'vitest'

const launcher = join(import.meta.dirname, 'launch.mjs')

function run(args: string[], asNode?: string) {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${asNode}' } })`
  const first = asNode ? ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`] : []
  return spawnSync(process.execPath, [...first, launcher, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

test.each(['18.20.4', '20.18.0', '16.0.0'])('on Node %s it says which one is needed, and where to get it', (version) => {
  const { status, stderr } = run(['start'], version)
  expect(status).toBe(1)
  expect(stderr).toContain(`Puzi needs Node.js 20.19 or later to begin with, and this is ${version}.`)
  expect(stderr).toContain('https://nodejs.org')
})

test('an old Node can read the file that says so', () => {
  expect(() => parse(readFileSync(launcher, 'utf8'), { ecmaVersion: 2020, sourceType: 'module' })).not.toThrow()
})

test('what runs before the packages are there needs none of them', () => {
  const folder = join(import.meta.dirname, 'launch')
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
  const targets = texts.flatMap((text) => [...text.matchAll(/^import .* from '([^']+)'/gm)].map(([, target]) => target))
  expect(targets.length).toBeGreaterThan(5)
  expect(targets.filter((target) => !target?.startsWith('node:') && !/^\.\/[a-z]+\.mjs$/.test(target ?? ''))).toEqual([])
})

test('without a command, or with a wrong one, it lists what there is', () => {
  for (const args of [[], ['strat']]) {
    const { status, stderr } = run(args)
    expect(status).toBe(1)
    expect(stderr).toContain('start | test | reset | doctor | gen | torture | bench')
  }
})

test('an unknown step of the tests is named', () => {
  const { status, stderr } = run(['test', '--only', 'types,tpyes'])
  expect(status).toBe(1)
  expect(stderr).toContain('There is no step tpyes.')
})
