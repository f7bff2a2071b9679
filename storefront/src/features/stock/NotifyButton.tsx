import { t } from '@/i18n'
import { Button } from '@/kit/Button'
import { toast } from '@/kit/overlays-store'
import { useStockWish } from './use-stock-watch'

interface Props {
  /** Nothing while options are missing: `missing` names the next. */
  skuId: string | undefined
  missing?: string | undefined
}

/** In place of buying when something is sold out: tells when it is back, and takes that back. */
export function NotifyButton({ skuId, missing }: Props) {
  const { waits, toggle } = useStockWish(skuId)
  const tap = () => (skuId === undefined ? toast(t('sku.choose', { what: missing ?? '' })) : toggle())
  return (
    <Button block size="large" kind={waits ? 'line' : 'primary'} icon={waits ? 'check' : 'bell'} testId="notify-stock" onTap={tap}>
      {t(waits ? 'restock.waits' : 'restock.ask')}
    </Button>
  )
}
