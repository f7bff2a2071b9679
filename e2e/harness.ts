import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core'
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
/** How long a person waits for anything before it counts as broken; generous, for machines that are busy. */
const PATIENCE_MS = 20_000

/** What people have in front of them. */
export const DEVICES = {
  /** As most shoppers have one. */
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  /** The smallest one in use. */
  narrow: { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  /** In the back office. */
  desk: { viewport: { width: 1440, height: 900 } },
} satisfies Record<string, BrowserContextOptions>

export type Device = keyof typeof DEVICES
/** Opens a page as one more person. */
export type Open = (device: Device) => Promise<Page>

let shared: Promise<Browser> | undefined

const browser = (): Promise<Browser> => (shared ??= chromium.launch({ executablePath: inject('chromium'), args: FLAGS }))

interface Visit {
  page: Page
  /** What broke in the page. */
  faults: string[]
}

async function enter(device: Device): Promise<Visit> {
  const person = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai', baseURL: inject('shopUrl') }
  const context = await (await browser()).newContext({ ...person, ...DEVICES[device] })
  context.setDefaultTimeout(PATIENCE_MS)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message))
  page.on(
    'console',
    (message) => message.type() === 'error' && !isRefusal(message.text()) && faults.push(`${message.text()} (${message.location().url})`),
  )
  page.on('response', (response) => response.status() >= 500 && faults.push(`${response.status()} from ${response.url()}`))
  return { page, faults }
}

/** A browser reports each answer of 4xx as an error; whether a refusal was right is for the journey to say. */
const isRefusal = (text: string): boolean => /^Failed to load resource: the server responded with a status of 4\d\d/.test(text)

export const test = base.extend<{ open: Open; phone: Page; desk: Page }>({
  /** Every page is a new person's, and at the end nothing may have broken in any. Keeps pictures of a journey that failed. */
  open: async ({ task }, use) => {
    const visits: Visit[] = []
    await use(async (device) => {
      const visit = await enter(device)
      visits.push(visit)
      return visit.page
    })
    const faults = visits.flatMap((visit) => visit.faults)
    for (const [at, { page }] of visits.entries()) {
      if (task.result?.state === 'fail' || faults.length > 0) await picture(page, `${task.name}-${at + 1}`)
      await page.context().close()
    }
    expect(faults, 'faults in the pages').toEqual([])
  },
  phone: async ({ open }, use) => use(await open('phone')),
  desk: async ({ open }, use) => use(await open('desk')),
})

/** What a person sees of it: pages that were left stay in the document, hidden. */
export const seen = (page: Page | Locator, testId: string): Locator => page.getByTestId(testId).filter({ visible: true })

/** Keeps a picture of a page in `test-results`. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(RESULTS, { recursive: true })
  await page.screenshot({ path: join(RESULTS, `${name.replaceAll(/[^\p{L}\p{N}-]+/gu, '-').slice(0, 100)}.png`) })
}

/** What a scan for accessibility faults finds on the page as it stands: the rules of WCAG 2.1 A and AA. */
export async function inaccessible(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}\n${failureSummary ?? ''}`),
  )
}
