import { Label, Radio, RadioGroup } from 'react-aria-components';
import { Rich, useFirstStrings } from '../../i18n/first';
import type { Offer } from '../../run/versions';
import { FRESH } from './useOffers';

/** Lets a model that is kept learn again, or a new one learn; nothing where there is no model yet. */
export function OfferPanel(props: {
  offers: readonly Offer[];
  offer: Offer | undefined;
  /** Whether it goes on from what it has learned. */
  goesOn: boolean;
  onChoose: (line: string) => void;
}) {
  const words = useFirstStrings().versions.offer;
  const { offers, offer, goesOn } = props;
  if (offers.length === 0) return null;
  return (
    <RadioGroup
      value={offer?.line.id ?? FRESH}
      onChange={props.onChoose}
      data-testid="offers"
      data-new={offers[0].newWords}
    >
      <Label>{words.label}</Label>
      {offers.map(({ line, newWords }) => (
        <Radio key={line.id} value={line.id}>
          <strong>
            <Rich text={words.again(line.current.name)} name={(name: string) => <bdi>{name}</bdi>} />
          </strong>
          <span className="small muted">
            {newWords === undefined ? words.unknown : words.newWords(newWords)}
          </span>
        </Radio>
      ))}
      <Radio value={FRESH}>
        <strong>{words.fresh}</strong>
      </Radio>
      {offer && <p className="small muted">{words.about(goesOn)}</p>}
    </RadioGroup>
  );
}
