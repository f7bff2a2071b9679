import type { FundsSettings, Withdrawal } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { Field } from '@/kit/Field'
import { Popup } from '@/kit/Popup'
import { confirm, toast } from '@/kit/overlays-store'
import { money, shortMoney } from '@/lib/money'
import { randomKey } from '@/lib/random-key'
import { dateTime } from '@/lib/time'
import { confirmTransfer } from '@/platform/transfer'
import { readFen } from './amount'

const UNDER_WAY = ['asked', 'reviewing', 'approved', 'sent', 'confirming']

/** The latest withdrawals; while one is under way it is asked after. */
export function Withdrawals() {
  const query = useQuery({
    queryKey: ['wallet', 'withdrawals'],
    queryFn: () => shop.listWithdrawals(),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.items.some((one) => UNDER_WAY.includes(one.state)) ? 5_000 : false),
  })
  const items = query.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Card flush testId="withdrawals">
      {items.slice(0, 5).map((one) => (
        <Cell
          key={one.id}
          title={t('wallet.withdrawal', { amount: money(one.amountFen) })}
          note={[dateTime(one.createdAt), one.note].filter(Boolean).join(' · ')}
          value={one.confirm ? <Confirm withdrawal={one} /> : t(`withdrawal.${one.state}`)}
        />
      ))}
    </Card>
  )
}

function Confirm({ withdrawal }: { withdrawal: Withdrawal }) {
  const client = useQueryClient()
  const take = async () => {
    if (!withdrawal.confirm) return
    await confirmTransfer(withdrawal.confirm)
    await client.invalidateQueries({ queryKey: ['wallet'] })
  }
  return (
    <Button size="small" testId="confirm-transfer" onTap={take}>
      {t('withdrawal.confirm')}
    </Button>
  )
}

interface SheetProps {
  open: boolean
  onClose: () => void
  settings: FundsSettings
  cashFen: number
  giftFen: number
}

export function WithdrawSheet({ open, onClose, settings, cashFen, giftFen }: SheetProps) {
  const client = useQueryClient()
  const [text, setText] = useState('')
  const tried = useRef({ fen: 0, requestId: '' })
  const fen = readFen(text)
  const most = Math.min(cashFen, settings.maxWithdrawFen)
  const wrong = text !== '' && (fen === undefined || fen < settings.minWithdrawFen || fen > most)
  const lostFen = fen && cashFen > 0 ? Math.ceil((giftFen * Math.min(fen, cashFen)) / cashFen) : 0
  const ask = async () => {
    if (!fen) return
    const sure = await confirm({
      title: t('wallet.withdrawSure', { amount: money(fen) }),
      ...(lostFen > 0 ? { text: t('wallet.giftLost', { amount: money(lostFen) }) } : {}),
      ok: t('wallet.withdraw'),
    })
    if (!sure) return
    if (tried.current.fen !== fen) tried.current = { fen, requestId: randomKey() }
    await shop.requestWithdrawal({ requestId: tried.current.requestId, amountFen: fen })
    tried.current = { fen: 0, requestId: '' }
    setText('')
    onClose()
    toast(t('wallet.withdrawAsked'), 'good')
    await client.invalidateQueries({ queryKey: ['wallet'] })
  }
  return (
    <Popup
      open={open}
      onClose={onClose}
      title={t('wallet.withdraw')}
      testId="withdraw-sheet"
      foot={
        <Button block size="large" testId="withdraw-ask" disabled={!fen || wrong} onTap={ask}>
          {t('wallet.withdraw')}
        </Button>
      }
    >
      <Field
        label={t('wallet.amount')}
        value={text}
        onInput={setText}
        type="decimal"
        placeholder={t('wallet.range', { min: shortMoney(settings.minWithdrawFen), max: shortMoney(most) })}
        error={wrong ? t('wallet.range', { min: shortMoney(settings.minWithdrawFen), max: shortMoney(most) }) : undefined}
        maxLength={9}
        testId="withdraw-amount"
        end={
          <Button kind="quiet" size="small" onTap={() => setText((most / 100).toFixed(2))}>
            {t('wallet.all')}
          </Button>
        }
      />
      <Box className="purse__note">{t('wallet.withdrawNote')}</Box>
    </Popup>
  )
}
