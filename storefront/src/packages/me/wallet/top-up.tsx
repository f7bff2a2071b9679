import type { FundsSettings } from '@puzi/shop-client'
import { useRef, useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Field } from '@/kit/Field'
import { Popup } from '@/kit/Popup'
import { toast } from '@/kit/overlays-store'
import { money, shortMoney } from '@/lib/money'
import { replace } from '@/lib/navigate'
import { randomKey } from '@/lib/random-key'
import { METHODS, perform } from '@/platform/pay'
import { ROUTES } from '@/routes'
import { readFen } from './amount'

const CHOICES = [5000, 10_000, 20_000, 50_000]

export function TopUpSheet({ open, onClose, settings }: { open: boolean; onClose: () => void; settings: FundsSettings }) {
  const [text, setText] = useState('')
  const tried = useRef({ fen: 0, requestId: '' })
  const fen = readFen(text)
  const { minTopUpFen, maxTopUpFen, gifts } = settings
  const wrong = text !== '' && (fen === undefined || fen < minTopUpFen || fen > maxTopUpFen)
  const giftFen = gifts
    .filter((gift) => (fen ?? 0) >= gift.fromFen)
    .reduce((best, gift) => (gift.fromFen > best.fromFen ? gift : best), { fromFen: 0, giftFen: 0 }).giftFen
  const choices = Array.from(new Set([...gifts.map((gift) => gift.fromFen), ...CHOICES]))
    .filter((one) => one >= minTopUpFen && one <= maxTopUpFen)
    .sort((a, b) => a - b)
    .slice(0, 6)
  const [method] = METHODS
  const pay = async () => {
    if (!fen || !method) return
    // The same amount tried again carries the same key.
    if (tried.current.fen !== fen) tried.current = { fen, requestId: randomKey() }
    const { requestId } = tried.current
    const { topUp, action } = await shop.startTopUp({ requestId, amountFen: fen, method, returnPath: ROUTES.wallet.alias })
    const outcome = await perform(action)
    tried.current = { fen: 0, requestId: '' }
    if (outcome === 'cancelled') return toast(t('cashier.cancelled'))
    onClose()
    if (outcome === 'done') replace('wallet', { topUp: topUp.id })
  }
  return (
    <Popup
      open={open}
      onClose={onClose}
      title={t('wallet.topUp')}
      testId="top-up-sheet"
      foot={
        <Button block size="large" testId="top-up-pay" disabled={!fen || wrong || !method} onTap={pay}>
          {payText(fen, giftFen)}
        </Button>
      }
    >
      <Box className="purse__chips">
        {choices.map((one) => {
          const gift = gifts.find((step) => step.fromFen === one)
          return (
            <Button key={one} kind={fen === one ? 'soft' : 'line'} size="small" onTap={() => setText(String(one / 100))}>
              {gift ? t('wallet.chip', { amount: shortMoney(one), gift: shortMoney(gift.giftFen) }) : shortMoney(one)}
            </Button>
          )
        })}
      </Box>
      <Field
        label={t('wallet.amount')}
        value={text}
        onInput={setText}
        type="decimal"
        placeholder={t('wallet.range', { min: shortMoney(minTopUpFen), max: shortMoney(maxTopUpFen) })}
        error={wrong ? t('wallet.range', { min: shortMoney(minTopUpFen), max: shortMoney(maxTopUpFen) }) : undefined}
        maxLength={9}
        testId="top-up-amount"
      />
      {method ? null : <Box className="purse__note">{t('cashier.noMethod')}</Box>}
    </Popup>
  )
}

/** Nothing is named before there is an amount. */
function payText(fen: number | undefined | null, giftFen: number): string {
  if (!fen) return t('wallet.topUp')
  return giftFen > 0 ? t('wallet.payWithGift', { amount: money(fen), gift: money(giftFen) }) : t('wallet.pay', { amount: money(fen) })
}
