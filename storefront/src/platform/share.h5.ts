import { t } from '@/i18n'
import { toast } from '@/kit/overlays-store'

/** The system's share sheet where there is one, else the address goes to the clipboard. */
export async function share({ title }: { title: string }): Promise<void> {
  const { href } = location
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
