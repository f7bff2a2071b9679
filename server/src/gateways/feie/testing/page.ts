import { escapeHtml, page } from '../../testing/page.ts'
import { DEVICE_KEY, type Device, type PaperState, type Printed } from './device.ts'

const names: Record<PaperState, string> = { online: '正常', paper: '缺纸', offline: '离线' }
const clock = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(5, 19).replace('T', ' ')

/** The maker's markup as the paper shows it. */
function paperOf(content: string): string {
  return escapeHtml(content)
    .replaceAll(/&lt;(CB|B|C|BOLD)&gt;/g, (_, tag: string) => `<span class="${tag.toLowerCase()}">`)
    .replaceAll(/&lt;\/(CB|B|C|BOLD)&gt;/g, '</span>')
    .replaceAll(/&lt;QR&gt;(.*?)&lt;\/QR&gt;/g, '<span class="qr">$1</span>')
    .replaceAll('&lt;BR&gt;', '\n')
    .replaceAll('&lt;CUT&gt;', '')
}

function deviceCard(device: Device): string {
  const buttons = (Object.keys(names) as PaperState[]).map(
    (state) =>
      `<button type="button" data-sn="${escapeHtml(device.sn)}" data-state="${state}"${state === device.state ? ' class="primary"' : ''}>${names[state]}</button>`,
  )
  return `<li class="card"><b>${escapeHtml(device.name || device.sn)}</b> <span class="soft">${escapeHtml(device.sn)}</span>
<div class="states">${buttons.join('')}</div></li>`
}

function slipCard(one: Printed, devices: readonly Device[], now: number): string {
  const name = devices.find((device) => device.sn === one.sn)?.name ?? one.sn
  const state = one.outAt !== null ? `${clock(one.outAt)} 出纸` : now > one.expiresAt ? '已过期' : '等待出纸'
  return `<li class="card"><div class="soft">${escapeHtml(name)} · ${state}${one.copies > 1 ? ` · ${one.copies} 联` : ''}</div>
<pre>${paperOf(one.content)}</pre></li>`
}

/** Everything the simulated devices printed, newest first. */
export function slipsPage(devices: readonly Device[], orders: readonly Printed[], now: number): string {
  const newest = orders.toReversed().slice(0, 40)
  return page(
    '演示打印机',
    `<div class="demo" role="note">演示打印机 · 小票打印在这一页上</div>
<main><h1>打印机</h1>
${devices.length > 0 ? `<ul>${devices.map(deviceCard).join('')}</ul>` : ''}
<p class="soft hint">添加打印机：编号为任意 9 位数字，密钥为 ${DEVICE_KEY}。</p>
<h1>小票</h1>
${newest.length > 0 ? `<ul>${newest.map((one) => slipCard(one, devices, now)).join('')}</ul>` : '<section class="card empty"><p>还没有打印任何小票</p></section>'}
</main><script>
document.addEventListener('click',async e=>{const b=e.target.closest('[data-sn]');if(!b)return;await fetch('/feie/_switch/device',{method:'POST',body:JSON.stringify({sn:b.dataset.sn,state:b.dataset.state})});location.reload()});
</script>`,
    pageStyle,
  )
}

const pageStyle = `
ul{list-style:none;margin:12px 0 24px;padding:0;display:grid;gap:12px}
h1{margin:8px 4px}
.hint{margin:-8px 4px 24px}
.states{display:flex;gap:8px;margin-top:12px}
.states button{min-height:44px;padding:8px;border:1px solid var(--line)}
.empty{text-align:center;padding:40px 16px}
pre{margin:12px 0 0;padding:12px;background:#fff;color:#111;border-radius:8px;font:14px/1.5 "Noto Sans Mono CJK SC",ui-monospace,Menlo,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
pre .cb,pre .c{display:block;text-align:center}
pre .cb,pre .b{font-size:20px;font-weight:700}
pre .bold{font-weight:700}
pre .qr{display:block;text-align:center;border:1px dashed #999;padding:8px}
`
