import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkMiniProgram, scriptProblems } from './check-mini-program.ts'

let folder: string

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'puzi-mini-program-'))
  put('app.json', JSON.stringify({ pages: ['pages/home/index'], subPackages: [{ root: 'order', pages: ['list/index'] }] }))
  put('app.js', 'App({})')
  for (const page of ['pages/home/index', 'order/list/index']) {
    put(`${page}.js`, 'Page({})')
    put(`${page}.json`, '{}')
    put(`${page}.wxml`, '<view>铺子</view>')
  }
})
afterEach(() => rmSync(folder, { recursive: true }))

const problems = () => checkMiniProgram(folder, 'weapp').problems

test('a complete small program has no problems, and its packages are weighed apart', () => {
  const { sizes, problems: found } = checkMiniProgram(folder, 'weapp')
  expect(found).toEqual([])
  expect(Object.keys(sizes)).toEqual(['main', 'order'])
})

test('a main package above our budget is a problem before the platform refuses it', () => {
  put('big.json', `"${'x'.repeat(1_300_000)}"`)
  expect(problems()).toEqual([expect.stringContaining('our budget is 1.20 MiB')])
})

test('a sub-package above the limit of the platform is a problem', () => {
  put('order/big.json', `"${'x'.repeat(2_200_000)}"`)
  expect(problems()).toEqual([expect.stringContaining('package order has 2.10 MiB')])
})

test('a page without its template is a problem', () => {
  rmSync(join(folder, 'order/list/index.wxml'))
  expect(problems()).toContain('order/list/index.wxml is missing')
})

test('a template that does not compile is a problem', () => {
  put('pages/home/index.wxml', '<view><text></view>')
  expect(problems().join()).toContain('templates:')
})

test.each([
  ['a?.b', 'newer than ES2018'],
  ['eval("1")', 'calls eval'],
  ['new Function("return 1")', 'makes code from text'],
  ['localStorage.x', "browser's storage"],
  ['fetch("http://localhost:3000")', 'this very machine'],
])('a script with %s is refused', (text, what) => expect(scriptProblems('a.js', text).join()).toContain(what))

test('the one known way to find the global object is allowed', () =>
  expect(scriptProblems('a.js', 'new Function("return this")()')).toEqual([]))
