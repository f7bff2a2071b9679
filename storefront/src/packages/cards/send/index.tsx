import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { Field } from '@/kit/Field'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { SectionHead } from '@/kit/SectionHead'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { Tabs } from '@/kit/Tabs'
import { confirm } from '@/kit/overlays-store'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { randomKey } from '@/lib/random-key'
import { dateTime } from '@/lib/time'
import '../gift-cards.scss'

const MOST_FEN = 200_000
const fenOf = (text: string): number | null => (/^\d{1,5}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : null)

/** A red packet for a group, paid from the wallet, and those one has sent. */
export default function SendPacketPage() {
  const client = useQueryClient()
  const wallet = useQuery({ queryKey: ['wallet'], queryFn: () => shop.getWallet(), staleTime: 0 })
  const [kind, setKind] = useState<'random' | 'fixed'>('random')
  const [amount, setAmount] = useState('')
  const [count, setCount] = useState('')
  const [wish, setWish] = useState('')
  const tried = useRef({ what: '', requestId: '' })
  const fen = fenOf(amount)
  const shares = /^\d{1,3}$/.test(count) ? Number(count) : 0
  // Of equal ones each is told, of others the whole.
  const totalFen = (fen ?? 0) * (kind === 'fixed' ? shares : 1)
  const wrong = wrongOf({ amount, count, totalFen, shares, haveFen: wallet.data?.availableFen })
  const ready = fen !== null && shares > 0 && totalFen > 0 && !wrong
  const send = async () => {
    const text = t('lucky.sureText', { amount: money(totalFen), count: shares })
    if (!(await confirm({ title: t('lucky.sure'), text, ok: t('lucky.sendNow') }))) return
    const body = { kind, totalFen, shares, wish: wish.trim() }
    const what = JSON.stringify(body)
    if (tried.current.what !== what) tried.current = { what, requestId: randomKey() }
    const { requestId } = tried.current
    // Whatever the answer is: the next one is another.
    tried.current = { what: '', requestId: '' }
    const { id } = await shop.sendLuckyPacket({ ...body, requestId }).catch((error: unknown) => {
      tried.current = { what, requestId }
      throw error
    })
    for (const key of ['wallet', 'sent-packets']) void client.invalidateQueries({ queryKey: [key] })
    go('packet', { id })
  }
  return (
    <Page
      title={t('lucky.send')}
      foot={
        <Button block size="large" testId="send-now" disabled={!ready} onTap={send}>
          {ready ? t('lucky.sendAmount', { amount: money(totalFen) }) : t('lucky.sendNow')}
        </Button>
      }
    >
      <Tabs
        items={[
          { key: 'random', title: t('lucky.random') },
          { key: 'fixed', title: t('lucky.fixed') },
        ]}
        value={kind}
        onChange={setKind}
        label={t('lucky.send')}
        spread
        testId="packet-kind"
      />
      <Card>
        <Field
          label={t(kind === 'fixed' ? 'lucky.each' : 'lucky.total')}
          value={amount}
          onInput={setAmount}
          type="decimal"
          maxLength={8}
          placeholder="0.00"
          testId="packet-amount-input"
        />
        <Field
          label={t('lucky.count')}
          value={count}
          onInput={setCount}
          type="digits"
          maxLength={3}
          placeholder={t('lucky.countHint')}
          testId="packet-count"
          error={wrong}
        />
        <Field
          label={t('lucky.wishLabel')}
          value={wish}
          onInput={setWish}
          maxLength={40}
          placeholder={t('lucky.wish')}
          testId="packet-wish"
        />
        <Box className="gift-card__note">{t('lucky.sendNote', { amount: money(wallet.data?.availableFen ?? 0) })}</Box>
      </Card>
      <SectionHead title={t('lucky.sent')} />
      <Sent />
    </Page>
  )
}

interface Numbers {
  amount: string
  count: string
  totalFen: number
  shares: number
  haveFen: number | undefined
}

function wrongOf({ amount, count, totalFen, shares, haveFen }: Numbers): string | undefined {
  if (amount === '' || count === '') return undefined
  if (shares < 1 || shares > 100) return t('lucky.countHint')
  if (totalFen < shares) return t('lucky.tooLittle')
  if (totalFen > MOST_FEN) return t('lucky.tooMuch')
  return haveFen !== undefined && haveFen < totalFen ? t('lucky.short') : undefined
}

function Sent() {
  const { pages, items } = useEndless(['sent-packets'], (cursor) => shop.listSentLuckyPackets({ ...cursor, limit: 20 }))
  return (
    <Card flush>
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={<RowsSkeleton plain />}
        empty={<Empty icon="gift" text={t('lucky.noSent')} />}
      >
        {items
          .filter((one) => one.state !== 'void')
          .map((one) => (
            <Cell
              key={one.id}
              title={one.wish || t('lucky.wish')}
              note={[
                dateTime(one.createdAt),
                t('lucky.takenOf', { taken: one.taken, shares: one.shares }),
                one.returnedFen > 0 ? t('lucky.returned', { amount: money(one.returnedFen) }) : '',
              ]
                .filter(Boolean)
                .join(' · ')}
              value={money(one.totalFen)}
              onTap={() => go('packet', { id: one.id })}
              testId="sent-packet"
            />
          ))}
      </InfiniteList>
    </Card>
  )
}
