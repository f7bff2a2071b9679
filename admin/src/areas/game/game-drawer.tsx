import { App, Button, Drawer, Statistic, Table } from 'antd'
import { useState } from 'react'
import type { Item, Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { drawStates, type Game, percent, prizeKinds } from './words.ts'

type Results = Reply<'getGameResults'>
type Draw = Item<'listGameDraws'>

/** What came of a game: live numbers, odds against what was drawn, and who won what. */
export function GameDrawer({ game, onClose }: { game: Game; onClose: () => void }) {
  const t = useT()
  const results = useRead('getGameResults', { id: game.id }, { refetchInterval: 10_000 })
  return (
    <Drawer open onClose={onClose} size={920} title={`${t('game.results')} · ${game.title}`} data-testid="game-drawer">
      <Loaded read={results}>
        {(data) => (
          <>
            <Numbers results={data} vote={game.kind === 'vote'} />
            {game.kind === 'vote' ? <Ranking game={game} /> : <Prizes prizes={data.prizes} times={data.times} />}
          </>
        )}
      </Loaded>
      {game.kind === 'vote' ? null : <Winners id={game.id} />}
    </Drawer>
  )
}

function Numbers({ results, vote }: { results: Results; vote: boolean }) {
  const t = useT()
  const draws: [Key, string | number][] = [
    ['game.result.winners', results.winners],
    ['game.result.free', results.free],
    ['game.result.bought', `${results.bought} · ${t('game.result.points', { count: results.pointsTaken })}`],
    ['game.result.shared', results.sharedChances],
    ['game.result.ordered', results.orderChances],
    ['game.result.cost', yuan(results.costFen)],
    ['game.result.failed', results.failed],
  ]
  const numbers: [Key, string | number][] = [
    ['game.result.people', results.people],
    ['game.result.times', results.times],
    ...(vote ? [] : draws),
  ]
  return (
    <div
      style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(140px, 1fr))', gap: 16, marginBottom: 24 }}
      data-testid="game-results"
    >
      {numbers.map(([key, value]) => (
        <Statistic key={key} title={t(key)} value={value} styles={{ content: { fontSize: 20 } }} />
      ))}
    </div>
  )
}

function Ranking({ game }: { game: Game }) {
  const t = useT()
  return (
    <Table
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={game.candidates.toSorted((a, b) => b.votes - a.votes)}
      columns={[
        { key: 'title', title: t('game.candidate'), dataIndex: 'title' },
        { key: 'votes', title: t('game.votes'), dataIndex: 'votes', align: 'right' },
      ]}
    />
  )
}

function Prizes({ prizes, times }: { prizes: Results['prizes']; times: number }) {
  const t = useT()
  return (
    <Table
      size="small"
      rowKey="title"
      pagination={false}
      style={{ marginBottom: 24 }}
      dataSource={prizes}
      columns={[
        { key: 'title', title: t('game.prizeTitle'), dataIndex: 'title' },
        { key: 'kind', title: t('game.prizeKind'), render: (_, one) => t(prizeKinds[one.kind]) },
        { key: 'odds', title: t('game.odds'), align: 'right', render: (_, one) => percent(one.oddsBps) },
        {
          key: 'rolled',
          title: t('game.rolled'),
          align: 'right',
          render: (_, one) => (times === 0 ? '—' : percent(Math.round((one.rolled / times) * 10_000))),
        },
        {
          key: 'won',
          title: t('game.won'),
          align: 'right',
          render: (_, one) => (one.kind === 'thanks' ? one.won : `${one.won} / ${one.stock}`),
        },
      ]}
    />
  )
}

function Winners({ id }: { id: string }) {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const [page, setPage] = useState('1')
  const [code, setCode] = useState('')
  const rows = useRead(
    'listGameDraws',
    { id, page: Number(page), pageSize: 20, ...(code ? { code: code.toUpperCase() } : {}) },
    { refetchInterval: 15_000 },
  )
  const columns: Column<Draw>[] = [
    { key: 'who', title: t('shopper.name'), render: (_, one) => one.shopper.nickname || one.shopper.id.slice(-8) },
    { key: 'prize', title: t('game.prizeTitle'), render: (_, one) => one.prize },
    { key: 'code', title: t('game.code'), render: (_, one) => <span className="num">{one.code ?? '—'}</span> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => <State tone={drawStates[one.state].tone}>{t(drawStates[one.state].label)}</State>,
    },
    { key: 'at', title: t('game.at'), render: (_, one) => <Time iso={one.at} /> },
    {
      key: 'do',
      title: '',
      align: 'right',
      render: (_, one) => (mayWrite && one.state === 'code' ? <HandButton draw={one} /> : one.handedBy),
    },
  ]
  return (
    <DataTable<Draw>
      id="game-draws"
      columns={columns}
      rowKey="id"
      read={rows}
      toolbar={
        <SearchBox
          value={code}
          placeholder={t('game.findCode')}
          onChange={(text) => {
            setCode(text.trim())
            setPage('1')
          }}
        />
      }
      page={{ page, pageSize: 20, onPage: (next) => setPage(String(next)) }}
      empty={<Nothing title={t('game.noWinners')} />}
    />
  )
}

function HandButton({ draw }: { draw: Draw }) {
  const t = useT()
  const { modal } = App.useApp()
  const hand = useWrite('handOverPrize', { stale: ['listGameDraws'], success: t('game.handed') })
  const ask = () =>
    modal.confirm({
      title: t('game.askHand', { prize: draw.prize }),
      content: t('game.handHint', { code: draw.code ?? '' }),
      okText: t('game.hand'),
      onOk: () => hand.mutateAsync({ id: draw.id }),
    })
  return (
    <Button size="small" type="text" onClick={ask} data-testid="hand-over">
      {t('game.hand')}
    </Button>
  )
}
