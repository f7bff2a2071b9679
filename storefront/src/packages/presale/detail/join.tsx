import type { Presale } from '@puzi/shop-client'
import { useRef, useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Checkbox } from '@/kit/Checkbox'
import { Popup } from '@/kit/Popup'
import { Stepper } from '@/kit/Stepper'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { writePlay } from '@/lib/play-wish'
import { randomKey } from '@/lib/random-key'
import { ROUTES } from '@/routes'
import { METHODS } from '@/platform/pay'
import { CodeSheet, usePaying } from '../paying'
import { rulesOf, wordOf } from '../words'

interface Props {
  presale: Presale
  open: boolean
  onClose: () => void
  renew: () => void
}

/** How many, and the rules of the deposit agreed to, before money moves. */
export function JoinSheet({ presale, open, onClose, renew }: Props) {
  const [quantity, setQuantity] = useState(1)
  const [agreed, setAgreed] = useState(false)
  const tried = useRef({ quantity: 0, requestId: '' })
  const { perform, code, closeCode } = usePaying()
  const word = t(wordOf(presale.word))
  const paysPart = presale.kind === 'deposit'
  const toPayFen = (paysPart ? presale.depositFen : presale.priceFen) * quantity
  const [method] = METHODS
  const join = async () => {
    if (!paysPart) {
      onClose()
      const play = writePlay({ kind: 'presale', campaignId: presale.id, pass: presale.shipBy })
      return go('checkout', { lines: `${presale.goods.skuId}:${quantity}`, play })
    }
    if (!method) return
    // The same wish tried again carries the same key.
    if (tried.current.quantity !== quantity) tried.current = { quantity, requestId: randomKey() }
    const { requestId } = tried.current
    const sums = { depositFen: presale.depositFen * quantity, worthFen: presale.worthFen * quantity }
    try {
      const wish = { requestId, quantity, ...sums, agreed: true as const, method, returnPath: ROUTES.deposit.alias }
      const { deposit, action } = await shop.startDeposit({ id: presale.id, ...wish })
      tried.current = { quantity: 0, requestId: '' }
      await perform(action, deposit.id)
      onClose()
    } catch (error) {
      renew()
      throw error
    }
  }
  return (
    <>
      <Popup
        open={open}
        onClose={onClose}
        title={t(paysPart ? 'presale.joinDeposit' : 'presale.joinFull', { word })}
        testId="presale-sheet"
        foot={
          <Button block size="large" testId="presale-pay" disabled={!agreed || (paysPart && !method)} onTap={join}>
            {t('presale.payNow', { amount: money(toPayFen) })}
          </Button>
        }
      >
        <Box className="presale-many">
          <Text>{t('common.quantity')}</Text>
          <Stepper value={quantity} max={Math.max(1, presale.mineLeft)} onChange={setQuantity} testId="presale-many" />
        </Box>
        {rulesOf(presale).map((line, index) => (
          <Box key={line} className="presale-rule">
            {index + 1}. {line}
          </Box>
        ))}
        <Checkbox on={agreed} onChange={setAgreed} label={t('presale.agree', { word })} testId="presale-agree">
          <Text className="presale-agree">{t(paysPart ? 'presale.agree' : 'presale.agreeFull', { word })}</Text>
        </Checkbox>
        {paysPart && !method ? <Box className="presale-note">{t('cashier.noMethod')}</Box> : null}
      </Popup>
      <CodeSheet code={code} onClose={closeCode} />
    </>
  )
}
