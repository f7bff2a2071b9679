import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Field } from '@/kit/Field'
import { Popup } from '@/kit/Popup'
import { confirm } from '@/kit/overlays-store'
import { money, shortMoney } from '@/lib/money'
import { go } from '@/lib/navigate'
import { randomKey } from '@/lib/random-key'

interface Props {
  id: string
  open: boolean
  settledFen: number
  minFen: number
  onClose: () => void
}

/** '12.5' → 1250; nothing when it is no amount of money. */
function readFen(text: string): number | undefined {
  const match = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(text.trim())
  return match?.[1] ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined
}

/** Into the wallet, from where it can be spent or withdrawn. */
export function WithdrawSheet({ id, open, settledFen, minFen, onClose }: Props) {
  const client = useQueryClient()
  const [text, setText] = useState('')
  const tried = useRef({ fen: 0, requestId: '' })
  const fen = readFen(text)
  const range = t('wallet.range', { min: shortMoney(minFen), max: shortMoney(settledFen) })
  const wrong = text !== '' && (fen === undefined || fen < minFen || fen > settledFen)
  const ask = async () => {
    if (!fen) return
    if (tried.current.fen !== fen) tried.current = { fen, requestId: randomKey() }
    await shop.withdrawCommission({ id, requestId: tried.current.requestId, amountFen: fen })
    tried.current = { fen: 0, requestId: '' }
    setText('')
    onClose()
    await Promise.all(['distribution', 'wallet'].map((key) => client.invalidateQueries({ queryKey: [key] })))
    const look = await confirm({ title: t('dist.inWallet', { amount: money(fen) }), text: t('dist.inWalletNote'), ok: t('dist.toWallet') })
    if (look) go('wallet')
  }
  return (
    <Popup
      open={open}
      onClose={onClose}
      title={t('dist.withdraw')}
      testId="commission-sheet"
      foot={
        <Button block size="large" testId="commission-ask" disabled={!fen || wrong} onTap={ask}>
          {t('dist.withdraw')}
        </Button>
      }
    >
      <Field
        label={t('wallet.amount')}
        value={text}
        onInput={setText}
        type="decimal"
        placeholder={range}
        error={wrong ? range : undefined}
        maxLength={9}
        testId="commission-amount"
        end={
          <Button kind="quiet" size="small" testId="commission-all" onTap={() => setText((settledFen / 100).toFixed(2))}>
            {t('wallet.all')}
          </Button>
        }
      />
      <Box className="dist-hero__note">{t('dist.withdrawNote')}</Box>
    </Popup>
  )
}
