import { t } from '@/i18n'
import { toast } from '@/kit/overlays-store'

/** The system's share sheet where there is one, else the address goes to the clipboard. `path`: another page than this one. */
export async function share({ title, path }: { title: string; path?: string }): Promise<void> {
  const href = path ? new URL(path, location.origin).href : location.href
  if ('share' in navigator) {
    await navigator.share({ title, url: href }).catch((error: unknown) => {
      // turning back is no failure
      if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
    })
    return
  }
  await copy(href)
  toast(t('common.copied'), 'good')
}

async function copy(text: string): Promise<void> {
  const { clipboard } = navigator as { clipboard?: Clipboard } // absent outside https and localhost
  if (clipboard) return clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}
