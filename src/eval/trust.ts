/** At the beginning of a text nothing is known of whose it is. */
const FIRST_TRUST = 0.5;
/** How much of the trust starts afresh with every token, so that it can come back in the middle of a text. */
const FORGETTING = 0.005;

/** A model's prediction with a cache's in it: how much of it is the cache's, 0 to below 1, and what the cache says. */
export interface Advice {
  share: number;
  /** The cache's probability of a token. */
  of(token: number): number;
}

/**
 * Whether to believe a cache at all: in a text that is not like the student's, its votes are worse than the model's own
 * predictions, which shows as the text is read. Two experts, the model alone and the model with the cache, are weighed by
 * how well they have predicted this text so far; so the cache can cost a text no more than ln 2 nats and 0.0025 nats a
 * token, whatever its share and whatever it says.
 *
 * Source: Herbster and Warmuth, Tracking the Best Expert (1998), fixed share with two experts.
 */
export class Trust {
  /** The weight of the expert that uses the cache, 0 to 1. */
  private weight = FIRST_TRUST;

  /** The share of the mixture that is the cache's, given its advice. */
  share({ share }: Pick<Advice, 'share'>): number {
    return this.weight * share;
  }

  /** The probability of the token that came, to which the model alone gives `model`; and learns from it. */
  probability(advice: Advice, token: number, model: number): number {
    const cache = advice.of(token);
    const expert = mix(model, cache, advice.share);
    const mixed = mix(model, cache, this.share(advice));
    this.weight = (1 - FORGETTING) * ((this.weight * expert) / mixed) + FORGETTING * FIRST_TRUST;
    return mixed;
  }

  /** One that knows as much, and goes on by itself. */
  copy(): Trust {
    return Object.assign(new Trust(), this);
  }
}

/** The mixture of two probabilities, of which `share` belongs to the cache's. */
function mix(model: number, cache: number, share: number): number {
  return (1 - share) * model + share * cache;
}
