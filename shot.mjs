import { chromium } from 'playwright-core'
const [, , out, w, base, ...paths] = process.argv
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const c = await b.newContext({ viewport: { width: +w, height: +w < 500 ? 844 : 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
const shots = []
const p = await c.newPage()
for (const path of paths) {
  await p.goto(base + path)
  await p.waitForTimeout(2000)
  shots.push((await p.screenshot()).toString('base64'))
}
const q = await c.newPage()
await q.setViewportSize({ width: +w * paths.length + 10 * paths.length, height: +w < 500 ? 860 : 900 })
await q.setContent(
  '<body style="margin:0;display:flex;gap:10px;background:#888">' +
    shots.map((s) => `<img src="data:image/png;base64,${s}">`).join('') +
    '</body>',
)
await q.waitForTimeout(500)
await q.screenshot({ path: out })
await b.close()
