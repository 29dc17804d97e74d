// From openapi.json, sha256 0ecacb2729d7fd07d267954fcfa2a447e199b0621cb6d327439d267cc9c08e3e: npm run api
export interface paths {
    "/api/floor/jobs/{reservation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A job and its chain */
        get: operations["floor_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/jobs/{reservation_id}/operations/{operation}/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell a problem */
        post: operations["floor_report_problem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/jobs/{reservation_id}/operations/{operation}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Report start, finish or scrap */
        post: operations["floor_report_operation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/pictures/{reservation_id}.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its drawing */
        get: operations["floor_picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/scenarios/{scenario_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A what-if plan */
        get: operations["scenarios_scenario"];
        put?: never;
        post?: never;
        /** Drop it */
        delete: operations["scenarios_drop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/scenarios/{scenario_id}/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let it come true */
        post: operations["scenarios_adopt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/scenarios/{scenario_id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** What is different */
        put: operations["scenarios_change"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/scenarios/{scenario_id}/solve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Solve it */
        post: operations["scenarios_solve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Factories and their work centres */
        get: operations["floor_sites"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/sites/{site}/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The planning board */
        get: operations["floor_planning_board"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/sites/{site}/disturbances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to a factory */
        get: operations["planner_disturbances"];
        put?: never;
        /** Record what happened; the plan follows */
        post: operations["planner_record_disturbance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/sites/{site}/disturbances/{number}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It is over before its time */
        post: operations["planner_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/sites/{site}/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Key figures of a site */
        get: operations["floor_site_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/sites/{site}/late": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Late and at-risk orders */
        get: operations["floor_late"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/sites/{site}/orders/{reservation_id}/helps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What alone would make an order earlier */
        get: operations["planner_helps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/sites/{site}/orders/{reservation_id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why an order is completed when it is */
        get: operations["planner_why"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/sites/{site}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Plan a site now */
        post: operations["floor_plan_now"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/sites/{site}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Published plans of a site */
        get: operations["planner_revisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/sites/{site}/revisions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a plan moved, by how much and why */
        get: operations["planner_revision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/sites/{site}/scenarios": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What-if plans of a site */
        get: operations["scenarios_scenarios"];
        put?: never;
        /** Branch the published plan */
        post: operations["scenarios_open_"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/sites/{site}/work-centres/{work_centre}/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Job list of a work centre */
        get: operations["floor_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/sites/{site}/work-centres/{work_centre}/jobs.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Job list as CSV */
        get: operations["floor_jobs_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/sites/{site}/work-centres/{work_centre}/jobs.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Job list as a JSON file */
        get: operations["floor_jobs_json"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/sites/{site}/work-centres/{work_centre}/jobs.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Job list for the wall */
        get: operations["floor_jobs_pdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is told of published plans */
        get: operations["webhooks_webhooks"];
        put?: never;
        /** Tell an address of published plans */
        post: operations["webhooks_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Tell it nothing any more */
        delete: operations["webhooks_remove_webhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/webhooks/{webhook_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to it */
        get: operations["webhooks_webhook_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/webhooks/{webhook_id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Stop for a while, or go on */
        put: operations["webhooks_pause_webhook"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/webhooks/{webhook_id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give it a new secret */
        post: operations["webhooks_rotate_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/floor/webhooks/{webhook_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send it a test message */
        post: operations["webhooks_test_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["identity_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/cart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many pieces are in the cart */
        get: operations["cart_cart_count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/cart/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a piece in the cart */
        post: operations["cart_put_in_cart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/models/{name}.{suffix}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture */
        get: operations["shop_show_picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The shop window */
        get: operations["shop_list_products"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/products/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A product's page */
        get: operations["shop_show_product"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/products/{slug}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A click */
        post: operations["shop_answer_choices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/products/{slug}/deltas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What if */
        post: operations["shop_show_deltas"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/products/{slug}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Why not */
        post: operations["shop_explain_value"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/products/{slug}/quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A quote */
        post: operations["shop_quote_choices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/studio/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Products with their state */
        get: operations["studio_products"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/studio/products/{slug}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A whole draft */
        get: operations["studio_read_draft"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/studio/products/{slug}/draft/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How many variants there are, to the last one */
        post: operations["studio_count_draft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/studio/products/{slug}/draft/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep a price */
        put: operations["studio_put_price"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/studio/products/{slug}/draft/prices/{price_id}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove a price */
        post: operations["studio_remove_price"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/studio/products/{slug}/draft/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish */
        post: operations["studio_publish_draft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/studio/products/{slug}/draft/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep a rule */
        put: operations["studio_put_rule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/studio/products/{slug}/draft/rules/{rule_id}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove a rule */
        post: operations["studio_remove_rule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/studio/products/{slug}/draft/tables/{table_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep a table's rows */
        put: operations["studio_put_table"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/studio/products/{slug}/draft/tables/{table_id}/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What rows would do, while they are typed */
        post: operations["studio_try_rows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/studio/products/{slug}/draft/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a rule would do, while it is typed */
        post: operations["studio_try_rule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a task is */
        get: operations["tasks_task_progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask a task to stop */
        post: operations["tasks_cancel_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Progress as it happens */
        get: operations["tasks_task_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/stripe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The bank's webhook */
        post: operations["payments_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Adopted
         * @description The revision that a what-if plan became.
         */
        Adopted: {
            /** Moved Operations */
            moved_operations: number;
            /** Revision */
            revision: number;
        };
        /**
         * AnswerView
         * @description Everything the page shows after a click.
         *
         *     ``options`` has only those that are not wholly free. With a ``conflict`` the rest
         *     describes what was shown before, unchanged.
         */
        AnswerView: {
            /** Choices */
            choices: {
                [key: string]: string | boolean | number;
            };
            /** Configuration */
            configuration: {
                [key: string]: string | boolean | number;
            };
            conflict: components["schemas"]["ConflictView"] | null;
            model: components["schemas"]["ModelView"];
            /** Options */
            options: {
                [key: string]: components["schemas"]["OptionState"];
            };
            price: components["schemas"]["PriceView"];
            promise: components["schemas"]["PromiseView"];
            /** Share */
            share: string;
            /** Version */
            version: string;
        };
        /**
         * Basis
         * @description The draft's number that a removal is based on.
         */
        Basis: {
            /** Number */
            number: number;
        };
        /**
         * BoardBar
         * @description One operation on one resource; its changeover lies at its beginning.
         */
        BoardBar: {
            /**
             * End At
             * Format: date-time
             */
            end_at: string;
            /** Is Frozen */
            is_frozen: boolean;
            /**
             * Is Held
             * @description Held for an order that is not yet paid.
             */
            is_held: boolean;
            /** Job */
            job: string;
            /** Label */
            label: string;
            /** Name */
            name: {
                [key: string]: string;
            };
            /** Operation */
            operation: string;
            /**
             * Risk
             * @description fine, at_risk, late or unplanned
             */
            risk: string;
            /** Setup Min */
            setup_min: number;
            /**
             * Start At
             * Format: date-time
             */
            start_at: string;
            /**
             * State
             * @description waiting, running or done
             */
            state: string;
            /**
             * Swatch
             * @description Colour of its setup family, or empty.
             */
            swatch: string;
        };
        /**
         * BoardOrder
         * @description An order item against its promise.
         */
        BoardOrder: {
            /** Completion At */
            completion_at: string | null;
            /**
             * Done
             * @description Finished operations of all.
             */
            done: number;
            /** Job */
            job: string;
            /** Label */
            label: string;
            /** Operations */
            operations: number;
            /**
             * Promise At
             * Format: date-time
             */
            promise_at: string;
            /**
             * Reason
             * @description Why it is late or at risk; empty where fine.
             */
            reason: {
                [key: string]: string;
            };
            /**
             * Risk
             * @description fine, at_risk, late or unplanned
             */
            risk: string;
            /** Slack */
            slack: {
                [key: string]: string;
            };
            /** Slack Min */
            slack_min: number;
        };
        /**
         * BoardQuery
         * @description How far the board looks.
         */
        BoardQuery: {
            /**
             * Days
             * @default 14
             */
            days: number;
        };
        /**
         * BoardResource
         * @description A row of the board.
         */
        BoardResource: {
            /** Bars */
            bars: components["schemas"]["BoardBar"][];
            /** Capacity */
            capacity: number;
            /** Closed */
            closed: components["schemas"]["BoardSpan"][];
            /** Id */
            id: string;
            /** Name */
            name: {
                [key: string]: string;
            };
            /** Work Centre */
            work_centre: string;
            /** Work Centre Name */
            work_centre_name: {
                [key: string]: string;
            };
        };
        /**
         * BoardRevision
         * @description The plan that stands.
         */
        BoardRevision: {
            /**
             * Disturbance
             * @description Number of the one it was made for.
             */
            disturbance: number | null;
            /** Moved Jobs */
            moved_jobs: components["schemas"]["MovedJob"][];
            /** Moved Operations */
            moved_operations: number;
            /** Number */
            number: number;
            /** Operations */
            operations: number;
            /**
             * Published At
             * Format: date-time
             */
            published_at: string;
            /** Reason */
            reason: string;
        };
        /**
         * BoardSpan
         * @description A half-open interval.
         */
        BoardSpan: {
            /**
             * End At
             * Format: date-time
             */
            end_at: string;
            /**
             * Start At
             * Format: date-time
             */
            start_at: string;
        };
        /**
         * CartCount
         * @description How many pieces lie in the cart, and where it is.
         */
        CartCount: {
            /** Pieces */
            pieces: number;
            /**
             * Url
             * @default /cart
             */
            url: string;
        };
        /**
         * ConflictLine
         * @description Rules that leave no variant.
         */
        ConflictLine: {
            /** Rules */
            rules: string[];
            /** Sentences */
            sentences: {
                [key: string]: string[];
            };
        };
        /**
         * ConflictView
         * @description Choices that cannot hold together, why, and the nearest ways out.
         */
        ConflictView: {
            /** Options */
            options: string[];
            /** Repairs */
            repairs: components["schemas"]["RepairView"][];
            /** Sentences */
            sentences: string[];
        };
        /**
         * CountBody
         * @description How many variants there are, as in a verdict, counted with more patience.
         */
        CountBody: {
            /** Is More */
            is_more: boolean;
            /** Variants */
            variants: string | null;
            /** Variants Before */
            variants_before: string | null;
        };
        /**
         * CountTrial
         * @description What to count: the draft, or the draft with what is being typed in it.
         */
        CountTrial: {
            /**
             * Rows
             * @default []
             */
            rows: string[][];
            /** @default null */
            rule: components["schemas"]["RuleEntry"] | null;
            /**
             * Table
             * @default
             */
            table: string;
        };
        /**
         * Deltas
         * @description What taking a value would change, or why it cannot be taken.
         */
        Deltas: {
            /**
             * Days Delta
             * @default null
             */
            days_delta: number | null;
            /**
             * Price Delta Minor
             * @default null
             */
            price_delta_minor: number | null;
            /**
             * Repairs
             * @default []
             */
            repairs: components["schemas"]["RepairView"][];
            /**
             * Sentences
             * @default []
             */
            sentences: string[];
        };
        /**
         * DeltasQuestion
         * @description Asks what each value of one step would change.
         *
         *     ``options`` asks about these only: what an earlier answer left pending.
         */
        DeltasQuestion: {
            /** Choices */
            choices?: {
                [key: string]: string | boolean | number;
            };
            /**
             * Currency
             * @default null
             */
            currency: ("EUR" | "CNY") | null;
            /** Group */
            group: string;
            /**
             * Options
             * @default null
             */
            options: string[] | null;
            /**
             * Shown
             * @default null
             */
            shown: {
                [key: string]: string | boolean | number;
            } | null;
            /**
             * Version
             * @default null
             */
            version: string | null;
            /**
             * Zone
             * @default null
             */
            zone: string | null;
        };
        /**
         * DeltasView
         * @description By option, by value id other than the shown one, for one step of the page.
         *
         *     ``pending`` are options that are still to be asked about: a long step is answered
         *     in parts, so that the first of them stand beside their values at once.
         */
        DeltasView: {
            /** Group */
            group: string;
            /** Options */
            options: {
                [key: string]: {
                    [key: string]: components["schemas"]["Deltas"];
                };
            };
            /**
             * Pending
             * @default []
             */
            pending: string[];
        };
        /**
         * DisturbanceAnswer
         * @description What came of it at once; the task makes the best of it.
         */
        DisturbanceAnswer: {
            /**
             * Late
             * @description Orders that are newly late by it.
             */
            late: string[];
            /** Moved Operations */
            moved_operations: number;
            /** Number */
            number: number;
            /**
             * Revision
             * @description The mended plan, if one was needed.
             */
            revision: number | null;
            /** Task */
            task: string;
        };
        /**
         * DisturbanceLine
         * @description A disturbance as it was recorded.
         */
        DisturbanceLine: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /** Ended At */
            ended_at: string | null;
            /** Ended By */
            ended_by: string;
            /** Is Active */
            is_active: boolean;
            /** Jobs */
            jobs: string[];
            /** Kind */
            kind: string;
            /** Labels */
            labels: string[];
            /** Late */
            late: string[];
            /** Moved Operations */
            moved_operations: number;
            /** Number */
            number: number;
            /** Reason */
            reason: string;
            /** Resource Names */
            resource_names: {
                [key: string]: string;
            }[];
            /** Resources */
            resources: string[];
            /** Revision */
            revision: number | null;
            /** Since */
            since: string | null;
            /** Until */
            until: string | null;
            /** Weight */
            weight: number;
        };
        /**
         * DisturbanceWish
         * @description What happened to a factory.
         */
        DisturbanceWish: {
            /**
             * Jobs
             * @description Ids of jobs.
             * @default []
             */
            jobs: string[];
            /**
             * Kind
             * @enum {string}
             */
            kind: "breakdown" | "absence" | "overtime" | "late_material" | "rush_order" | "cancellation";
            /**
             * May Change Pct
             * @description How many of the operations the run afterwards may move.
             * @default 25
             */
            may_change_pct: number;
            /**
             * Reason
             * @description Why, in words.
             */
            reason: string;
            /**
             * Resources
             * @default []
             */
            resources: string[];
            /**
             * Since
             * @description Now when not given. Without an offset it is the site's own clock.
             * @default null
             */
            since: string | null;
            /**
             * Until
             * @description Without an offset it is the site's own clock.
             * @default null
             */
            until: string | null;
            /**
             * Weight
             * @description Of a rush order; an ordinary one has 1.
             * @default 10
             */
            weight: number;
        };
        /**
         * Disturbances
         * @description Disturbances of a site, the newest first.
         */
        Disturbances: {
            /** Disturbances */
            disturbances: components["schemas"]["DisturbanceLine"][];
        };
        /**
         * Draft
         * @description The whole of a draft, with its verdict and its history.
         */
        Draft: {
            /** Currencies */
            currencies: string[];
            /** Name */
            name: {
                [key: string]: string;
            };
            /** Number */
            number: number;
            /** Options */
            options: components["schemas"]["OptionLine"][];
            /** Prices */
            prices: components["schemas"]["PriceEntry"][];
            /** Rules */
            rules: components["schemas"]["RuleLine"][];
            /** Slug */
            slug: string;
            /** Tables */
            tables: components["schemas"]["TableLine"][];
            verdict: components["schemas"]["VerdictBody"];
            /** Versions */
            versions: components["schemas"]["VersionLine"][];
        };
        /**
         * ExplainQuestion
         * @description Asks why this option cannot have that value.
         */
        ExplainQuestion: {
            /** Choices */
            choices?: {
                [key: string]: string | boolean | number;
            };
            /**
             * Currency
             * @default null
             */
            currency: ("EUR" | "CNY") | null;
            /** Option */
            option: string;
            /**
             * Shown
             * @default null
             */
            shown: {
                [key: string]: string | boolean | number;
            } | null;
            /** Value */
            value: string | boolean | number;
            /**
             * Version
             * @default null
             */
            version: string | null;
            /**
             * Zone
             * @default null
             */
            zone: string | null;
        };
        /**
         * ExplanationView
         * @description Why a value is blocked; no sentences where it is not.
         *
         *     ``sentences`` are the merchandiser's rules; ``structure`` is what else follows from
         *     how the product is built up, worth telling only to who asks.
         */
        ExplanationView: {
            /** Is Blocked */
            is_blocked: boolean;
            /** Repairs */
            repairs: components["schemas"]["RepairView"][];
            /** Sentences */
            sentences: string[];
            /**
             * Structure
             * @default []
             */
            structure: string[];
        };
        /**
         * FailureLine
         * @description A valid variant that cannot be made.
         */
        FailureLine: {
            /** Configuration */
            configuration: {
                [key: string]: string | boolean | number;
            };
            /** Sentences */
            sentences: string[];
        };
        /**
         * FindingLine
         * @description Something odd about a draft, in words.
         *
         *     ``section`` and ``id`` name the entry to look at; ``kind`` says what is odd.
         */
        FindingLine: {
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Section */
            section: string;
            /** Sentence */
            sentence: {
                [key: string]: string;
            };
        };
        /**
         * FloorCentre
         * @description A work centre; it has a terminal and a job list.
         */
        FloorCentre: {
            /** Id */
            id: string;
            /** Name */
            name: {
                [key: string]: string;
            };
        };
        /**
         * FloorFigures
         * @description Key figures of the next days; percentages 0 to 100. See docs/key-figures.md.
         */
        FloorFigures: {
            /** At Risk */
            at_risk: number;
            /** Bottleneck */
            bottleneck: string;
            /** Days */
            days: number;
            /**
             * Energy Wh Per Piece
             * @description None where none is known.
             */
            energy_wh_per_piece: number | null;
            /**
             * In Full Pct
             * @description None where nothing is promised.
             */
            in_full_pct: number | null;
            /** In Progress */
            in_progress: number;
            /** In Progress Average */
            in_progress_average: number;
            /** Late */
            late: number;
            /** On Time Pct */
            on_time_pct: number;
            /** Orders */
            orders: number;
            /** Setup Pct */
            setup_pct: number;
            /**
             * Stock Turns
             * @description None where nobody counts stock.
             */
            stock_turns: number | null;
            /** Utilisation Pct */
            utilisation_pct: {
                [key: string]: number;
            };
        };
        /**
         * FloorProblem
         * @description What an operator could not solve alone, while its operation is not finished.
         */
        FloorProblem: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /** Id */
            id: string;
            /** Job */
            job: string;
            /** Kind */
            kind: string;
            /** Label */
            label: string;
            /** Note */
            note: string;
            /** Operation */
            operation: string;
            /** Work Centre */
            work_centre: string;
        };
        /**
         * FloorReport
         * @description What an operator says about an operation.
         */
        FloorReport: {
            /**
             * Event
             * @enum {string}
             */
            event: "start" | "finish" | "scrap";
            /** Key */
            key: string;
            /**
             * Reason
             * @default
             */
            reason: string;
            /**
             * Resource
             * @default
             */
            resource: string;
            /**
             * Scrapped
             * @default 1
             */
            scrapped: number;
        };
        /**
         * FloorSite
         * @description A factory.
         */
        FloorSite: {
            /** Id */
            id: string;
            /** Name */
            name: {
                [key: string]: string;
            };
            /** Work Centres */
            work_centres: components["schemas"]["FloorCentre"][];
            /**
             * Zone
             * @description IANA zone of its clocks.
             */
            zone: string;
        };
        /**
         * FloorSites
         * @description Every factory of the tenant.
         */
        FloorSites: {
            /** Sites */
            sites: components["schemas"]["FloorSite"][];
        };
        /**
         * GroupView
         * @description A step of the product page.
         */
        GroupView: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Options */
            options: (components["schemas"]["OptionView"] | components["schemas"]["MultipleView"] | components["schemas"]["ModuleView"])[];
        };
        /**
         * Helps
         * @description What alone would make an order earlier, the greatest gain first.
         */
        Helps: {
            /** Helps */
            helps: components["schemas"]["Relief"][];
        };
        /**
         * JobDetail
         * @description A job as its traveller tells it.
         */
        JobDetail: {
            /** Facts */
            facts: components["schemas"]["JobFact"][];
            /** Job */
            job: string;
            /** Label */
            label: string;
            /** Materials */
            materials: components["schemas"]["JobMaterial"][];
            /** Picture */
            picture: string;
            /** Problems */
            problems: components["schemas"]["FloorProblem"][];
            /** Quantity */
            quantity: number;
            /** Steps */
            steps: components["schemas"]["JobStep"][];
        };
        /**
         * JobEntry
         * @description One line of a job list.
         */
        JobEntry: {
            /**
             * Change
             * @description Changeover from what is on; empty when none.
             */
            change: {
                [key: string]: string;
            };
            /**
             * End At
             * Format: date-time
             */
            end_at: string;
            /** Is Remake */
            is_remake: boolean;
            /** Job */
            job: string;
            /** Label */
            label: string;
            /** Operation */
            operation: string;
            /** Operation Name */
            operation_name: {
                [key: string]: string;
            };
            /** Picture */
            picture: string;
            /** Position */
            position: number;
            /**
             * Promise At
             * Format: date-time
             */
            promise_at: string;
            /** Quantity */
            quantity: number;
            /**
             * Readiness
             * @description running, ready or blocked
             */
            readiness: string;
            /** Resource Names */
            resource_names: {
                [key: string]: string;
            }[];
            /** Resources */
            resources: string[];
            /** Risk */
            risk: string;
            /** Setup Min */
            setup_min: number;
            /** Setup Names */
            setup_names: {
                [key: string]: string;
            }[];
            /** Slack */
            slack: {
                [key: string]: string;
            };
            /**
             * Start At
             * Format: date-time
             */
            start_at: string;
            /** Swatch */
            swatch: string;
            /** Waits For */
            waits_for: {
                [key: string]: string;
            }[];
        };
        /**
         * JobFact
         * @description One line of what was chosen; what is only wanted or not has no value.
         */
        JobFact: {
            /** Name */
            name: string;
            /** Value */
            value: string;
        };
        /**
         * JobListBody
         * @description The sequence of a work centre, what runs included.
         */
        JobListBody: {
            /** Jobs */
            jobs: components["schemas"]["JobEntry"][];
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Site */
            site: string;
            /** Site Name */
            site_name: {
                [key: string]: string;
            };
            /** Work Centre */
            work_centre: string;
            /** Work Centre Name */
            work_centre_name: {
                [key: string]: string;
            };
            /** Zone */
            zone: string;
        };
        /**
         * JobMaterial
         * @description What the whole job uses of one material.
         */
        JobMaterial: {
            /** Material */
            material: string;
            /** Name */
            name: {
                [key: string]: string;
            };
            /** Quantity */
            quantity: string;
            /** Unit */
            unit: string;
        };
        /**
         * JobStep
         * @description One operation of a job's chain.
         */
        JobStep: {
            /** End At */
            end_at: string | null;
            /** Name */
            name: {
                [key: string]: string;
            };
            /** Operation */
            operation: string;
            /** Resource Names */
            resource_names: {
                [key: string]: string;
            }[];
            /** Start At */
            start_at: string | null;
            /**
             * State
             * @description waiting, running or done
             */
            state: string;
            /** Work Centre */
            work_centre: string;
            /** Work Centre Name */
            work_centre_name: {
                [key: string]: string;
            };
        };
        /**
         * LateOrders
         * @description Orders that are late, at risk or without a place.
         */
        LateOrders: {
            /** Orders */
            orders: components["schemas"]["BoardOrder"][];
        };
        /**
         * Me
         * @description The signed-in user, or nobody.
         */
        Me: {
            /** Csrf Token */
            csrf_token: string;
            /** Email */
            email: string | null;
            /** Language */
            language: string;
            /** Name */
            name: string | null;
            /** Roles */
            roles: string[];
        };
        /**
         * ModelView
         * @description Where the picture of a variant lies; both may be kept for ever.
         */
        ModelView: {
            /** Glb */
            glb: string;
            /** Hash */
            hash: string;
            /** Poster */
            poster: string;
        };
        /**
         * ModuleView
         * @description A list of equal parts, each configured for itself.
         *
         *     How many there are is the number ``<id>.count``, asked as ``counted``; parts beyond
         *     it are absent and not asked about. ``name`` is that of one part.
         */
        ModuleView: {
            /** At Least */
            at_least: number;
            /** At Most */
            at_most: number;
            /** Counted */
            counted: string;
            /** Id */
            id: string;
            /**
             * Kind
             * @constant
             */
            kind: "module";
            /** Name */
            name: string;
            /** Parts */
            parts: components["schemas"]["PartView"][];
        };
        /**
         * MovedJob
         * @description What the last plan did to an order.
         */
        MovedJob: {
            /**
             * Completion Shift Min
             * @description Later is positive.
             */
            completion_shift_min: number;
            /**
             * Elsewhere
             * @description Operations that changed machine or person.
             */
            elsewhere: number;
            /** Job */
            job: string;
            /** Label */
            label: string;
            /**
             * Late Min
             * @description Minutes after its promise; 0 where it is kept.
             */
            late_min: number;
            /** Operations */
            operations: number;
            /**
             * Why
             * @description new, floor, disturbance, pushed or planned
             */
            why: string;
        };
        /**
         * MultipleView
         * @description A question with several answers at once.
         *
         *     Answer ``v`` is chosen by the yes-or-no option ``<id>.<v>``. A bound that says
         *     nothing is left out: at least none, at most all.
         */
        MultipleView: {
            /**
             * At Least
             * @default null
             */
            at_least: number | null;
            /**
             * At Most
             * @default null
             */
            at_most: number | null;
            /**
             * Help
             * @default null
             */
            help: string | null;
            /** Id */
            id: string;
            /**
             * Kind
             * @constant
             */
            kind: "multiple";
            /** Name */
            name: string;
            /** Values */
            values: components["schemas"]["ValueView"][];
        };
        /**
         * OptionLine
         * @description An option as the rule editor completes and explains it.
         */
        OptionLine: {
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Maximum */
            maximum: number | null;
            /** Minimum */
            minimum: number | null;
            /** Name */
            name: {
                [key: string]: string;
            };
            /** Step */
            step: number | null;
            /** Unit */
            unit: string | null;
            /** Values */
            values: components["schemas"]["ValueLine"][];
        };
        /**
         * OptionState
         * @description What may not be answered to one option now.
         *
         *     ``blocked`` are value ids, ``true``/``false`` of a yes-or-no; a number has the
         *     outermost valid points of its grid where they are narrower than its own.
         */
        OptionState: {
            /**
             * Blocked
             * @default []
             */
            blocked: string[];
            /**
             * Maximum
             * @default null
             */
            maximum: number | null;
            /**
             * Minimum
             * @default null
             */
            minimum: number | null;
        };
        /**
         * OptionView
         * @description A question to the shopper; ``values`` only where they are listed.
         */
        OptionView: {
            /**
             * Help
             * @default null
             */
            help: string | null;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "enumerated" | "boolean" | "integer" | "decimal" | "text" | "measurement";
            /**
             * Max Length
             * @default null
             */
            max_length: number | null;
            /**
             * Maximum
             * @default null
             */
            maximum: number | null;
            /**
             * Minimum
             * @default null
             */
            minimum: number | null;
            /** Name */
            name: string;
            /**
             * Pattern
             * @default null
             */
            pattern: string | null;
            /**
             * Step
             * @default null
             */
            step: number | null;
            /**
             * Unit
             * @default null
             */
            unit: string | null;
            /**
             * Values
             * @default []
             */
            values: components["schemas"]["ValueView"][];
        };
        /**
         * PartView
         * @description One part of a list of modules, with its own questions.
         */
        PartView: {
            /** Name */
            name: string;
            /** Options */
            options: (components["schemas"]["OptionView"] | components["schemas"]["MultipleView"])[];
        };
        /**
         * PictureQuery
         * @description What a picture's address carries beside its name.
         */
        PictureQuery: {
            /**
             * C
             * @default
             */
            c: string;
            /** P */
            p: string;
            /** V */
            v: string;
        };
        /**
         * PlanTask
         * @description The durable task that plans; read ``/api/tasks/<task>``.
         */
        PlanTask: {
            /** Task */
            task: string;
        };
        /**
         * PlanWish
         * @description How long the planner may think.
         */
        PlanWish: {
            /**
             * Seconds
             * @default 8
             */
            seconds: number;
        };
        /**
         * PlanningBoard
         * @description Everything the planner's page shows of a site.
         */
        PlanningBoard: {
            /**
             * Frozen Until
             * Format: date-time
             */
            frozen_until: string;
            /**
             * Now
             * Format: date-time
             */
            now: string;
            /** Orders */
            orders: components["schemas"]["BoardOrder"][];
            /** Problems */
            problems: components["schemas"]["FloorProblem"][];
            /** Resources */
            resources: components["schemas"]["BoardResource"][];
            revision: components["schemas"]["BoardRevision"] | null;
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** Site */
            site: string;
            /** Site Name */
            site_name: {
                [key: string]: string;
            };
            /**
             * Until
             * Format: date-time
             */
            until: string;
            /** Zone */
            zone: string;
        };
        /**
         * PriceEdit
         * @description A price line to keep.
         */
        PriceEdit: {
            /** Number */
            number: number;
            price: components["schemas"]["PriceEntry"];
        };
        /**
         * PriceEntry
         * @description A price line as it is written; amounts in major units, tax included.
         *
         *     Empty amounts belong to a line whose rows or percentage decide.
         */
        PriceEntry: {
            /**
             * Amount
             * @default {}
             */
            amount: {
                [key: string]: string;
            };
            /** Id */
            id: string;
            /** Label */
            label: {
                [key: string]: string;
            };
            /**
             * Times
             * @default null
             */
            times: string | null;
            /**
             * When
             * @default null
             */
            when: string | null;
        };
        /**
         * PriceLineView
         * @description One line of a price, tax included.
         */
        PriceLineView: {
            /** Amount Minor */
            amount_minor: number;
            /** Id */
            id: string;
            /** Label */
            label: string;
        };
        /**
         * PriceView
         * @description Lines whose sum is the total; the tax is contained in it.
         */
        PriceView: {
            /** Currency */
            currency: string;
            /** Lines */
            lines: components["schemas"]["PriceLineView"][];
            /** Tax Minor */
            tax_minor: number;
            /** Total Minor */
            total_minor: number;
        };
        Problem: {
            code: string;
            detail: string;
            fields?: {
                code: string;
                path: string;
                sentence: string;
            }[];
            instance?: string;
            status: number;
            title: string;
            type: string;
        };
        /**
         * ProblemLine
         * @description Something malformed, at its place in the document or in the expression.
         */
        ProblemLine: {
            /** Code */
            code: string;
            /** Column */
            column: number | null;
            /** Line */
            line: number | null;
            /** Path */
            path: string;
            /** Sentence */
            sentence: string;
        };
        /**
         * ProblemReport
         * @description What keeps an operator from working.
         */
        ProblemReport: {
            /** Key */
            key: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "material" | "machine" | "drawing" | "quality" | "other";
            /**
             * Note
             * @default
             */
            note: string;
        };
        /**
         * ProductCard
         * @description A product as the shop window shows it, in its standard variant.
         */
        ProductCard: {
            model: components["schemas"]["ModelView"];
            /** Name */
            name: string;
            price: components["schemas"]["PriceView"];
            promise: components["schemas"]["PromiseView"];
            /** Slug */
            slug: string;
            /** Summary */
            summary: string;
        };
        /**
         * ProductLine
         * @description A product in the studio's list.
         */
        ProductLine: {
            /** Draft Number */
            draft_number: number;
            /**
             * Is Changed
             * @description Whether the draft differs from the version.
             */
            is_changed: boolean;
            /** Name */
            name: {
                [key: string]: string;
            };
            /** Published At */
            published_at: string | null;
            /** Published Number */
            published_number: number | null;
            /** Slug */
            slug: string;
        };
        /**
         * ProductList
         * @description The shop window.
         */
        ProductList: {
            /** Products */
            products: components["schemas"]["ProductCard"][];
        };
        /**
         * ProductPage
         * @description A product as its page needs it: what may be asked, and the first answer.
         */
        ProductPage: {
            answer: components["schemas"]["AnswerView"];
            /** Currencies */
            currencies: string[];
            /** Groups */
            groups: components["schemas"]["GroupView"][];
            /** Name */
            name: string;
            /** Slug */
            slug: string;
            /** Summary */
            summary: string;
            /** Version */
            version: string;
            /** Zones */
            zones: components["schemas"]["ZoneView"][];
        };
        /**
         * PromiseView
         * @description When it is with the shopper.
         *
         *     ``with_you_on`` is null where no factory's horizon has room; ``why`` says so.
         *     ``site`` is the factory that would make it, of all that can.
         */
        PromiseView: {
            /** Ready On */
            ready_on: string | null;
            /**
             * Site
             * @default null
             */
            site: string | null;
            /**
             * Site Name
             * @default null
             */
            site_name: string | null;
            /** Why */
            why: string[];
            /** With You On */
            with_you_on: string | null;
            /** Zone */
            zone: string;
            /** Zone Name */
            zone_name: string;
        };
        /**
         * PublishAnswer
         * @description The new version, or everything that stands against it.
         */
        PublishAnswer: {
            conflict: components["schemas"]["ConflictLine"] | null;
            /** Failures */
            failures: components["schemas"]["FailureLine"][];
            /** Problems */
            problems: components["schemas"]["ProblemLine"][];
            /** Tests */
            tests: components["schemas"]["FindingLine"][];
            version: components["schemas"]["VersionLine"] | null;
        };
        /**
         * PublishWish
         * @description Publish the draft as it was at ``number``.
         */
        PublishWish: {
            /**
             * Note
             * @default
             */
            note: string;
            /** Number */
            number: number;
        };
        /**
         * Question
         * @description What every question about a product carries.
         */
        Question: {
            /** Choices */
            choices?: {
                [key: string]: string | boolean | number;
            };
            /**
             * Currency
             * @default null
             */
            currency: ("EUR" | "CNY") | null;
            /**
             * Shown
             * @default null
             */
            shown: {
                [key: string]: string | boolean | number;
            } | null;
            /**
             * Version
             * @default null
             */
            version: string | null;
            /**
             * Zone
             * @default null
             */
            zone: string | null;
        };
        /**
         * QuoteQuestion
         * @description Asks what so many of a piece cost and when they would be there.
         */
        QuoteQuestion: {
            /** Choices */
            choices?: {
                [key: string]: string | boolean | number;
            };
            /**
             * Currency
             * @default null
             */
            currency: ("EUR" | "CNY") | null;
            /**
             * Quantity
             * @default 1
             */
            quantity: number;
            /**
             * Shown
             * @default null
             */
            shown: {
                [key: string]: string | boolean | number;
            } | null;
            /**
             * Version
             * @default null
             */
            version: string | null;
            /**
             * Zone
             * @default null
             */
            zone: string | null;
        };
        /**
         * QuoteView
         * @description Price and day of a piece, completed from its choices; nothing is held.
         *
         *     With a ``conflict`` there is neither. ``asked_at`` is when it was true: who orders
         *     is asked again should price or day be worse by then.
         */
        QuoteView: {
            /**
             * Asked At
             * Format: date-time
             */
            asked_at: string;
            /** Configuration */
            configuration: {
                [key: string]: string | boolean | number;
            };
            conflict: components["schemas"]["ConflictView"] | null;
            price: components["schemas"]["PriceView"] | null;
            promise: components["schemas"]["PromiseView"] | null;
            /** Quantity */
            quantity: number;
            /** Version */
            version: string;
        };
        /**
         * Receipt
         * @description What the bank is told: taken in, or known already.
         */
        Receipt: {
            /** Is New */
            is_new: boolean;
            /** Received */
            received: boolean;
        };
        /**
         * Relief
         * @description One thing that, changed alone, makes the order earlier; proven by planning so.
         */
        Relief: {
            /**
             * Broken
             * @description Other orders whose promise it would cost.
             */
            broken: string[];
            /**
             * Completion At
             * Format: date-time
             */
            completion_at: string;
            /** Earlier Min */
            earlier_min: number;
            /** Keeps Promise */
            keeps_promise: boolean;
            /**
             * Kind
             * @description overtime, elsewhere, first or supply
             */
            kind: string;
            /**
             * Resources
             * @description Of overtime, which can be ordered so.
             */
            resources: string[];
            /** Sentence */
            sentence: {
                [key: string]: string;
            };
            /** Since */
            since: string | null;
            /** Until */
            until: string | null;
        };
        /**
         * RepairView
         * @description A way out: what to change, and what that does to price and date.
         *
         *     ``choices`` are the shopper's choices after it. ``label`` names the changes beside
         *     the wish itself.
         */
        RepairView: {
            /** Choices */
            choices: {
                [key: string]: string | boolean | number;
            };
            /** Days Delta */
            days_delta: number | null;
            /** Label */
            label: string;
            /** Price Delta Minor */
            price_delta_minor: number | null;
        };
        /**
         * ReportAnswer
         * @description What became of a report.
         */
        ReportAnswer: {
            /**
             * Is Known
             * @description It was said before; nothing was changed.
             */
            is_known: boolean;
            /**
             * State
             * @description The operation's state, null when known.
             */
            state: string | null;
        };
        /**
         * RevisionDetail
         * @description A published plan: what it moved, by how much, why, and how it was found.
         */
        RevisionDetail: {
            cause: components["schemas"]["DisturbanceLine"] | null;
            /** History */
            history: components["schemas"]["RevisionStep"][];
            /** Moved Jobs */
            moved_jobs: components["schemas"]["MovedJob"][];
            /** Objective */
            objective: {
                [key: string]: number;
            };
            revision: components["schemas"]["RevisionLine"];
        };
        /**
         * RevisionLine
         * @description One published plan.
         */
        RevisionLine: {
            /** Disturbance */
            disturbance: number | null;
            /** Is Current */
            is_current: boolean;
            /** Moved Operations */
            moved_operations: number;
            /** Number */
            number: number;
            /** Operations */
            operations: number;
            /**
             * Published At
             * Format: date-time
             */
            published_at: string;
            /** Reason */
            reason: string;
            /**
             * Stages
             * @description What the solver went through, in order.
             */
            stages: string[];
        };
        /**
         * RevisionStep
         * @description What one stage of the solver reached.
         */
        RevisionStep: {
            /** At S */
            at_s: number;
            /** Objective */
            objective: {
                [key: string]: number;
            };
            /** Stage */
            stage: string;
        };
        /**
         * Revisions
         * @description Published plans of a site, the newest first.
         */
        Revisions: {
            /** Revisions */
            revisions: components["schemas"]["RevisionLine"][];
        };
        /**
         * RowsEdit
         * @description Rows to keep in a table.
         */
        RowsEdit: {
            /** Number */
            number: number;
            /** Rows */
            rows: string[][];
        };
        /**
         * RowsTrial
         * @description Rows that are being typed: nothing is kept.
         */
        RowsTrial: {
            /** Rows */
            rows: string[][];
        };
        /**
         * RuleEdit
         * @description A rule to keep; ``number`` is the draft's that it was edited in.
         */
        RuleEdit: {
            /** Number */
            number: number;
            rule: components["schemas"]["RuleEntry"];
        };
        /**
         * RuleEntry
         * @description A rule as it is written.
         */
        RuleEntry: {
            /** Id */
            id: string;
            /** Name */
            name: {
                [key: string]: string;
            };
            /** Rule */
            rule: string;
        };
        /**
         * RuleLine
         * @description A rule with what it says in words; empty while it cannot be read.
         */
        RuleLine: {
            /** Id */
            id: string;
            /** Name */
            name: {
                [key: string]: string;
            };
            /** Rule */
            rule: string;
            /** Sentence */
            sentence: {
                [key: string]: string;
            };
        };
        /**
         * RuleTrial
         * @description A rule that is being typed: nothing is kept.
         */
        RuleTrial: {
            rule: components["schemas"]["RuleEntry"];
        };
        /**
         * Scenario
         * @description A what-if plan.
         */
        Scenario: {
            /** By */
            by: string;
            /** Changes */
            changes: components["schemas"]["ScenarioChange"][];
            /** Closed At */
            closed_at: string | null;
            /** Closed By */
            closed_by: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            result: components["schemas"]["ScenarioResult"] | null;
            /**
             * Sentences
             * @description Why it has no result, by language.
             */
            sentences: {
                [key: string]: string;
            };
            /**
             * State
             * @description draft, solving, solved, adopted or dropped
             */
            state: string;
            /** Task */
            task: string | null;
        };
        /**
         * ScenarioChange
         * @description One thing that is different in it.
         */
        ScenarioChange: {
            /**
             * Count
             * @description Twins, or copies of each order.
             * @default 1
             */
            count: number;
            /**
             * Jobs
             * @default []
             */
            jobs: string[];
            /**
             * Resources
             * @default []
             */
            resources: string[];
            /**
             * Since
             * @description Without an offset it is the site's own clock.
             * @default null
             */
            since: string | null;
            /**
             * Until
             * @description Of more orders: when they are wanted. Without an offset it is the site's own clock.
             * @default null
             */
            until: string | null;
            /**
             * What
             * @enum {string}
             */
            what: "overtime" | "closed" | "more_machines" | "fewer_machines" | "more_orders" | "without_orders";
        };
        /**
         * ScenarioChanges
         * @description All of them; they take the place of what was said before.
         */
        ScenarioChanges: {
            /** Changes */
            changes: components["schemas"]["ScenarioChange"][];
        };
        /**
         * ScenarioFigures
         * @description Key figures of one of the two plans.
         */
        ScenarioFigures: {
            /** Bottleneck */
            bottleneck: string;
            /** Bottleneck Pct */
            bottleneck_pct: number;
            /** Energy Wh */
            energy_wh: number;
            /** In Progress Min */
            in_progress_min: number;
            /**
             * Last End At
             * Format: date-time
             */
            last_end_at: string;
            /** Late */
            late: number;
            /** On Time Pct */
            on_time_pct: number;
            /** Orders */
            orders: number;
            /** Setup Min */
            setup_min: number;
            /** Setup Pct */
            setup_pct: number;
            /** Weighted Tardiness Min */
            weighted_tardiness_min: number;
        };
        /**
         * ScenarioOrder
         * @description An order that stands otherwise in the other plan.
         */
        ScenarioOrder: {
            /** Completion At */
            completion_at: string | null;
            /** Is Late */
            is_late: boolean;
            /** Job */
            job: string;
            /** Label */
            label: string;
            /** Slack Min */
            slack_min: number;
            /** Was Slack Min */
            was_slack_min: number | null;
        };
        /**
         * ScenarioResult
         * @description The branch beside the published plan.
         */
        ScenarioResult: {
            after: components["schemas"]["ScenarioFigures"];
            /**
             * At
             * Format: date-time
             */
            at: string;
            before: components["schemas"]["ScenarioFigures"];
            /**
             * Broken
             * @description Late only in the branch.
             */
            broken: components["schemas"]["ScenarioOrder"][];
            /**
             * Extra
             * @description Orders that are only thought of.
             */
            extra: components["schemas"]["ScenarioOrder"][];
            /**
             * Gained
             * @description In time only in the branch.
             */
            gained: components["schemas"]["ScenarioOrder"][];
            /**
             * Moved
             * @description Operations that are elsewhere.
             */
            moved: number;
            /** Stages */
            stages: string[];
        };
        /**
         * ScenarioRun
         * @description How long the solver may think.
         */
        ScenarioRun: {
            /**
             * Seconds
             * @default 8
             */
            seconds: number;
        };
        /**
         * ScenarioWish
         * @description A new branch of the published plan.
         */
        ScenarioWish: {
            /** Name */
            name: string;
        };
        /**
         * Scenarios
         * @description What-if plans of a site, the newest first.
         */
        Scenarios: {
            /** Scenarios */
            scenarios: components["schemas"]["Scenario"][];
        };
        /**
         * StudioProducts
         * @description Everything the studio edits.
         */
        StudioProducts: {
            /** Products */
            products: components["schemas"]["ProductLine"][];
        };
        /**
         * TableLine
         * @description A table: a row is a combination that is allowed.
         */
        TableLine: {
            /** Id */
            id: string;
            /** Name */
            name: {
                [key: string]: string;
            };
            /** Options */
            options: string[];
            /** Rows */
            rows: string[][];
        };
        /**
         * TaskProgress
         * @description How far a task is.
         */
        TaskProgress: {
            /** Error */
            error: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Number */
            number: number;
            /** Result */
            result: {
                [key: string]: unknown;
            } | null;
            /** Share */
            share: number;
            /** State */
            state: string;
            /** Text */
            text: string;
        };
        /**
         * TaskStarted
         * @description The durable task that follows; read ``/api/tasks/<task>``.
         */
        TaskStarted: {
            /** Task */
            task: string;
        };
        /**
         * ValueChange
         * @description A value that became impossible, or possible.
         */
        ValueChange: {
            /** Option */
            option: string;
            /** Sentence */
            sentence: {
                [key: string]: string;
            };
            /** Value */
            value: string | boolean | number;
        };
        /**
         * ValueLine
         * @description One value of an option.
         */
        ValueLine: {
            /** Id */
            id: string;
            /** Name */
            name: {
                [key: string]: string;
            };
        };
        /**
         * ValueView
         * @description One answer of an option.
         */
        ValueView: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * Note
             * @default null
             */
            note: string | null;
            /**
             * Swatch
             * @default null
             */
            swatch: string | null;
        };
        /**
         * VerdictBody
         * @description What stands for and against the draft.
         *
         *     ``variants`` is the exact number as text, which may have hundreds of digits, or the
         *     limit beyond which nobody counted, with ``is_more`` set; ``variants_before`` is that
         *     of the published version, None where it was not counted. ``examples`` are variants
         *     that became impossible, ``new_examples`` those that became possible.
         */
        VerdictBody: {
            /** Blocked Now */
            blocked_now: components["schemas"]["ValueChange"][];
            conflict: components["schemas"]["ConflictLine"] | null;
            /** Draft Number */
            draft_number: number;
            /** Examples */
            examples: {
                [key: string]: string;
            }[];
            /** Findings */
            findings: components["schemas"]["FindingLine"][];
            /** Is More */
            is_more: boolean;
            /** New Examples */
            new_examples: {
                [key: string]: string;
            }[];
            /** Possible Now */
            possible_now: components["schemas"]["ValueChange"][];
            /** Problems */
            problems: components["schemas"]["ProblemLine"][];
            /** Tests */
            tests: components["schemas"]["FindingLine"][];
            /** Tests Passed */
            tests_passed: number;
            /** Variants */
            variants: string | null;
            /** Variants Before */
            variants_before: string | null;
        };
        /**
         * VersionLine
         * @description A published version in a product's history.
         */
        VersionLine: {
            /** Id */
            id: string;
            /** Note */
            note: string;
            /** Number */
            number: number;
            /**
             * Published At
             * Format: date-time
             */
            published_at: string;
        };
        /**
         * Wanted
         * @description A configured piece to be put into the cart.
         */
        Wanted: {
            /** Choices */
            choices: {
                [key: string]: string | boolean | number;
            };
            /**
             * Currency
             * @default null
             */
            currency: string | null;
            /**
             * Quantity
             * @default 1
             */
            quantity: number;
            /**
             * Shown
             * @default null
             */
            shown: {
                [key: string]: string | boolean | number;
            } | null;
            /** Slug */
            slug: string;
            /**
             * Version
             * @default null
             */
            version: string | null;
        };
        /**
         * Webhook
         * @description An address that is told; its secret is shown once, when it is made.
         */
        Webhook: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Id */
            id: string;
            /** Is Paused */
            is_paused: boolean;
            /** Note */
            note: string;
            /** Rotated At */
            rotated_at: string | null;
            /** Url */
            url: string;
        };
        /**
         * WebhookEvent
         * @description Something that happened to an address.
         */
        WebhookEvent: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /** Detail */
            detail: string;
            /**
             * Kind
             * @description added, paused, resumed, rotated, removed, tested, delivered or failed
             */
            kind: string;
            /**
             * Status
             * @description The receiver's answer; 0 where it gave none.
             */
            status: number;
        };
        /**
         * WebhookEvents
         * @description What happened to an address, the newest first.
         */
        WebhookEvents: {
            /** Events */
            events: components["schemas"]["WebhookEvent"][];
        };
        /**
         * WebhookPause
         * @description Whether it is told nothing for a while.
         */
        WebhookPause: {
            /** Is Paused */
            is_paused: boolean;
        };
        /**
         * WebhookSecret
         * @description An address with its secret: keep it, it is not shown again.
         */
        WebhookSecret: {
            /**
             * Secret
             * @description Standard Webhooks: whsec_ and base64.
             */
            secret: string;
            webhook: components["schemas"]["Webhook"];
        };
        /**
         * WebhookWish
         * @description An address that wants to be told of published plans.
         */
        WebhookWish: {
            /**
             * Note
             * @description Whose it is, for people.
             * @default
             */
            note: string;
            /**
             * Url
             * @description https only.
             */
            url: string;
        };
        /**
         * Webhooks
         * @description Every address that is told.
         */
        Webhooks: {
            /** Webhooks */
            webhooks: components["schemas"]["Webhook"][];
        };
        /**
         * Why
         * @description Why an order is completed when it is, from its completion back.
         */
        Why: {
            /**
             * Cause
             * @description The recorded disturbance; empty where none.
             */
            cause: {
                [key: string]: string;
            };
            /** Chain */
            chain: components["schemas"]["WhyLink"][];
            /** Completion At */
            completion_at: string | null;
            /** Job */
            job: string;
            /** Label */
            label: string;
            /**
             * Promise At
             * Format: date-time
             */
            promise_at: string;
            /** Sentence */
            sentence: {
                [key: string]: string;
            };
            /** Slack */
            slack: {
                [key: string]: string;
            };
            /** Slack Min */
            slack_min: number;
        };
        /**
         * WhyLink
         * @description What keeps one operation from starting earlier.
         */
        WhyLink: {
            /**
             * Cause
             * @description release, fence, before, wait, transport, batch, material, busy, setup, max_wait, closed or free
             */
            cause: string;
            /** Job */
            job: string;
            /** Label */
            label: string;
            /** Minutes */
            minutes: number;
            /** Name */
            name: {
                [key: string]: string;
            };
            /** Operation */
            operation: string;
            /** Sentence */
            sentence: {
                [key: string]: string;
            };
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /**
             * Until
             * Format: date-time
             */
            until: string;
        };
        /**
         * ZoneView
         * @description Where we deliver.
         */
        ZoneView: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    floor_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reservation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDetail"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    floor_report_problem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reservation_id: string;
                operation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProblemReport"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportAnswer"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    floor_report_operation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reservation_id: string;
                operation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FloorReport"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportAnswer"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    floor_picture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reservation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file or a stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scenarios_scenario: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scenario_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scenario"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scenarios_drop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scenario_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scenario"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scenarios_adopt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scenario_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Adopted"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scenarios_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scenario_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScenarioChanges"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scenario"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scenarios_solve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scenario_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScenarioRun"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskStarted"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    floor_sites: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FloorSites"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    floor_planning_board: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanningBoard"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    planner_disturbances: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disturbances"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    planner_record_disturbance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisturbanceWish"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisturbanceAnswer"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    planner_end: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskStarted"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    floor_site_figures: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FloorFigures"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    floor_late: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LateOrders"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    planner_helps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                reservation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Helps"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    planner_why: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                reservation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Why"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    floor_plan_now: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanWish"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanTask"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    planner_revisions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revisions"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    planner_revision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevisionDetail"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scenarios_scenarios: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scenarios"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scenarios_open_: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScenarioWish"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scenario"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    floor_jobs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                work_centre: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobListBody"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    floor_jobs_csv: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                work_centre: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file or a stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    floor_jobs_json: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                work_centre: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file or a stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    floor_jobs_pdf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                work_centre: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file or a stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_webhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhooks"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_add: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookWish"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_remove_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_webhook_events: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEvents"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_pause_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPause"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_rotate_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_test_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskStarted"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    identity_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cart_cart_count: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartCount"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cart_put_in_cart: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Wanted"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartCount"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shop_show_picture: {
        parameters: {
            query: {
                v: string;
                p: string;
                c?: string;
            };
            header?: never;
            path: {
                name: string;
                suffix: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file or a stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shop_list_products: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductList"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shop_show_product: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductPage"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shop_answer_choices: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Question"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnswerView"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shop_show_deltas: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeltasQuestion"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeltasView"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shop_explain_value: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExplainQuestion"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplanationView"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shop_quote_choices: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuoteQuestion"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuoteView"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    studio_products: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudioProducts"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    studio_read_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    studio_count_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CountTrial"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountBody"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    studio_put_price: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceEdit"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerdictBody"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    studio_remove_price: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                price_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Basis"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerdictBody"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    studio_publish_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishWish"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishAnswer"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    studio_put_rule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleEdit"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerdictBody"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    studio_remove_rule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Basis"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerdictBody"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    studio_put_table: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                table_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RowsEdit"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerdictBody"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    studio_try_rows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                table_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RowsTrial"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerdictBody"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    studio_try_rule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleTrial"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerdictBody"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tasks_task_progress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskProgress"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tasks_cancel_task: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskProgress"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tasks_task_events: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file or a stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
