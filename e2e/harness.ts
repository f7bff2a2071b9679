import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { test as base, expect, inject } from 'vitest'

export { expect }

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const RESULTS = join(import.meta.dirname, '..', 'test-results')

/** A phone as most shoppers have one. */
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
/** A desk in the back office. */
const DESK: BrowserContextOptions = { viewport: { width: 1440, height: 900 } }

let shared: Promise<Browser> | undefined

const browser = (): Promise<Browser> => (shared ??= chromium.launch({ executablePath: inject('chromium'), args: FLAGS }))

/** Opens a page as a new person, and at the end insists that nothing broke in it. */
async function person(
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
  shot: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await (
    await browser()
  ).newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', baseURL: inject('shopUrl'), ...options })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message))
  page.on('console', (message) => message.type() === 'error' && faults.push(`${message.text()} (${message.location().url})`))
  page.on('response', (response) => response.status() >= 500 && faults.push(`${response.status()} from ${response.url()}`))
  try {
    await use(page)
    expect(faults, 'faults in the page').toEqual([])
  } catch (error) {
    await shot(page)
    throw error
  } finally {
    await context.close()
  }
}

/** What a browser reports as an error and a journey expects, such as a refusal it provokes, is told by the text of the error. */
export const test = base.extend<{ phone: Page; desk: Page }>({
  phone: async ({ task }, use) => person(PHONE, use, (page) => picture(page, `${task.name}-phone`)),
  desk: async ({ task }, use) => person(DESK, use, (page) => picture(page, `${task.name}-desk`)),
})

/** Keeps a picture of a page in `test-results`. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(RESULTS, { recursive: true })
  await page.screenshot({ path: join(RESULTS, `${name.replaceAll(/[^\p{L}\p{N}-]+/gu, '-').slice(0, 100)}.png`) })
}
