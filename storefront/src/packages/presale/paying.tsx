import type { PayAction } from '@puzi/shop-client'
import { useState } from 'react'
import { t } from '@/i18n'
import { Box, Picture } from '@/kit/base'
import { Button } from '@/kit/Button'
import { toast } from '@/kit/overlays-store'
import { Popup } from '@/kit/Popup'
import { go } from '@/lib/navigate'
import { perform as performPayment } from '@/platform/pay'

/** Pays a deposit by what the server says is next; then the deposit's page is where it is looked at. */
export function usePaying() {
  const [code, setCode] = useState<{ image: string; id: string } | null>(null)
  const perform = async (action: PayAction, id: string) => {
    const outcome = await performPayment(action)
    if (outcome === 'code' && action.kind === 'code') return setCode({ image: action.image ?? '', id })
    if (outcome === 'cancelled') toast(t('cashier.cancelled'))
    if (outcome !== 'left') go('deposit', { id })
  }
  return { perform, code, closeCode: () => setCode(null) }
}

/** A code that another device scans. */
export function CodeSheet({ code, onClose }: { code: { image: string; id: string } | null; onClose: () => void }) {
  return (
    <Popup
      open={code !== null}
      onClose={onClose}
      title={t('presale.scan')}
      testId="presale-code"
      foot={
        <Button
          block
          size="large"
          testId="presale-scanned"
          onTap={() => {
            onClose()
            if (code) go('deposit', { id: code.id })
          }}
        >
          {t('presale.scanned')}
        </Button>
      }
    >
      <Box className="presale-code">
        {code ? <Picture className="presale-code__picture" src={code.image} alt={t('presale.scan')} eager fit="contain" /> : null}
      </Box>
    </Popup>
  )
}
