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

interface Visit {
  options: BrowserContextOptions
  name: string
  /** Whether the journey itself has gone wrong. */
  failed: () => boolean
}

/** Opens a page as a new person, and at the end insists that nothing broke in it. Keeps a picture of a journey that failed. */
async function visit({ options, name, failed }: Visit, use: (page: Page) => Promise<void>): Promise<void> {
  const context = await (
    await browser()
  ).newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', baseURL: inject('shopUrl'), ...options })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message))
  page.on(
    'console',
    (message) => message.type() === 'error' && !isRefusal(message.text()) && faults.push(`${message.text()} (${message.location().url})`),
  )
  page.on('response', (response) => response.status() >= 500 && faults.push(`${response.status()} from ${response.url()}`))
  await use(page)
  if (failed() || faults.length) await picture(page, name)
  await context.close()
  expect(faults, 'faults in the page').toEqual([])
}

/** A browser reports each answer of 4xx as an error; whether a refusal was right is for the journey to say. */
const isRefusal = (text: string): boolean => /^Failed to load resource: the server responded with a status of 4\d\d/.test(text)

export const test = base.extend<{ phone: Page; desk: Page }>({
  phone: async ({ task }, use) => visit({ options: PHONE, name: `${task.name}-phone`, failed: () => task.result?.state === 'fail' }, use),
  desk: async ({ task }, use) => visit({ options: DESK, name: `${task.name}-desk`, failed: () => task.result?.state === 'fail' }, use),
})

/** Keeps a picture of a page in `test-results`. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(RESULTS, { recursive: true })
  await page.screenshot({ path: join(RESULTS, `${name.replaceAll(/[^\p{L}\p{N}-]+/gu, '-').slice(0, 100)}.png`) })
}
