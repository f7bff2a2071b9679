import { t } from '@/i18n'
import { toast } from '@/kit/overlays-store'

/** Mini programs share from the menu at the top right; a page cannot open it. */
export async function share(_what: { title: string; path?: string }): Promise<void> {
  toast(t('common.shareMenu'))
}
