import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { inRoot, logFile } from '../launch/paths.ts'
import { runLogged, tail } from '../launch/process.mjs'
import { hasProgram } from './step.ts'

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * The path of a Chromium: what CHROME_PATH says, the system's, Debian's (installed when we may), or Playwright's own.
 * Throws with what is missing when there is none.
 */
export async function findChromium(note: (text: string) => void): Promise<string> {
  const told = process.env['CHROME_PATH']
  if (told) {
    if (existsSync(told)) return told
    throw new Error(`CHROME_PATH says ${told}, and there is nothing.`)
  }
  const mayInstall = process.getuid?.() === 0 && hasProgram('apt-get')
  const system = CANDIDATES.find((path) => existsSync(path))
  if (system) {
    if (!hasChineseFont() && mayInstall) await aptInstall(['fonts-noto-cjk'], note)
    return system
  }
  if (mayInstall && (await aptInstall(['chromium', 'fonts-noto-cjk'], note)) && existsSync('/usr/bin/chromium')) return '/usr/bin/chromium'
  if (existsSync(chromium.executablePath())) return chromium.executablePath()
  note("installing Playwright's Chromium")
  const log = logFile('install-chromium')
  const code = await runLogged(process.execPath, [inRoot('node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'], {
    log,
    cwd: inRoot(),
  })
  if (code === 0 && existsSync(chromium.executablePath())) return chromium.executablePath()
  throw new Error(
    `There is no Chromium, and none could be installed. Install Chromium or Chrome and a Chinese font (Debian: apt-get install chromium fonts-noto-cjk), or set CHROME_PATH.\n${tail(log)}`,
  )
}

function hasChineseFont(): boolean {
  const fonts = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' })
  // Without fontconfig there is no telling; the pages then may show boxes, and nothing breaks.
  return fonts.error !== undefined || fonts.stdout.trim() !== ''
}

/** Installs Debian packages. Answers whether that worked: the caller has other ways. */
async function aptInstall(packages: readonly string[], note: (text: string) => void): Promise<boolean> {
  note(`installing ${packages.join(' and ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const update = await runLogged('apt-get', ['update'], { log: logFile('apt-update'), env })
  if (update !== 0) return false
  return (await runLogged('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { log: logFile('apt-install'), env })) === 0
}
