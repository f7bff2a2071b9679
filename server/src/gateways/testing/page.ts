const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char] ?? char)

/** A page of a simulator: phone-first, Chinese, light and dark, and always marked as a demonstration. */
export function page(title: string, content: string, extraStyle = ''): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${style}${extraStyle}</style>
</head>
<body>${content}</body>
</html>`
}

const style = `
:root{color-scheme:light dark;--ground:#f6f4f1;--card:#fff;--ink:#1f1b18;--soft:#6b635c;--line:#ebe6e0;--brand:#07863f;--brand-ink:#fff;--warn-ground:#fff4e5;--warn-ink:#8a4b00}
@media (prefers-color-scheme:dark){:root{--ground:#171513;--card:#221f1c;--ink:#f3eee9;--soft:#a89f96;--line:#35302b;--brand:#2fb56b;--brand-ink:#06210f;--warn-ground:#3a2a12;--warn-ink:#ffc37a}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;background:var(--ground);color:var(--ink);font:16px/1.5 -apple-system,BlinkMacSystemFont,"PingFang SC","Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei",sans-serif}
main{max-width:480px;margin:0 auto;padding:16px 16px calc(32px + env(safe-area-inset-bottom))}
.demo{background:var(--warn-ground);color:var(--warn-ink);font-size:14px;text-align:center;padding:8px 16px}
.card{background:var(--card);border-radius:12px;padding:20px 16px;box-shadow:0 1px 2px rgba(60,40,20,.06)}
h1{font-size:20px;line-height:28px;margin:0}
h2{font-size:16px;margin:24px 4px 8px}
p{margin:0}
.soft{color:var(--soft);font-size:14px}
button,.button{appearance:none;display:block;width:100%;min-height:48px;border:0;border-radius:12px;padding:12px 16px;font:inherit;text-align:center;text-decoration:none;cursor:pointer;background:var(--card);color:var(--ink)}
button:focus-visible,a:focus-visible{outline:3px solid var(--brand);outline-offset:2px}
button.primary,.button.primary{background:var(--brand);color:var(--brand-ink);font-weight:600}
`
